"""The expected values of GaussianProcessTest, by the inverse of the kernel matrix: python3 gaussian-process.py"""

import numpy as np

X = np.array([[0.0, 0.0], [1.0, 0.5], [-0.5, 2.0], [0.3, -0.7]])
Y = np.array([1.0, 3.0, -2.0, 0.5])
POINTS = np.array([[0.2, 0.1], [1.0, 0.5], [5.0, 5.0]])
LENGTH, NOISE = 0.8, 0.1


def kernel(a, b):
    r = np.sqrt(5 * ((a[:, None] - b[None]) ** 2).mean(2)) / LENGTH
    return (1 + r + r * r / 3) * np.exp(-r)


mean, deviation = Y.mean(), Y.std()
inverse = np.linalg.inv(kernel(X, X) + NOISE * np.eye(len(X)))
between = kernel(POINTS, X)
covariance = kernel(POINTS, POINTS) - between @ inverse @ between.T
expected = covariance - np.outer(covariance[:, 0], covariance[0]) / (covariance[0, 0] + NOISE)
print((mean + deviation * between @ inverse @ ((Y - mean) / deviation)).tolist())
print((deviation * np.sqrt(np.diag(covariance))).tolist())
print((deviation * np.sqrt(np.diag(expected))).tolist())
