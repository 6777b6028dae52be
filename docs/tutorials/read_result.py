import json, sys
sigma = json.load(open(sys.argv[1]))["results"]["spin_hall_conductivity"]
print(sigma["value"], sigma["unit"])
