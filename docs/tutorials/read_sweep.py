import h5py

with h5py.File("study.h5") as file:
    angle = file["spin_hall_angle"]
    print(angle.name[1:], angle.shape, "over", [dimension.label for dimension in angle.dims])
    places = []
    for name, value in (("eta_0", 45), ("eta_2", 0)):
        axis = file[name]
        places.append(abs(axis[()] - value).argmin())
    print("at", ", ".join(f"{name} = {file[name][i]} {file[name].attrs['units']}"
                          for name, i in zip(file.attrs["axes"], places)), end=": ")
    print(f"{angle[tuple(places)]:.4f}")
