from math import *
RN=2e-8*5e-7/(60e-9*1e-7); A=1e-14; ri=1e-14/A/(1-.09); f=1.7e-15/A
l=500/500
x=(0.3*ri+0.5*f)/RN
print(RN,2*RN*exp(-l)*x*x/((1+2*(ri+f)/RN)**2-exp(-2*l)))
