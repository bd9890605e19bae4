import numpy as np
import pytest
from scipy.stats import multivariate_normal, norm

from assessments.measurement.normal import both_below, normal_cdf

GRID = np.linspace(-4, 4, 33)


def test_one_variable_is_scipys_to_the_last_digits():
    np.testing.assert_allclose(normal_cdf(GRID), norm.cdf(GRID), atol=1e-15)


@pytest.mark.parametrize(
    ("correlation", "far"), [(-0.9, 1e-8), (-0.4, 1e-12), (0.0, 1e-15), (0.6, 1e-12), (0.95, 1e-6)]
)
def test_two_variables_are_scipys(correlation, far):
    h, k = np.meshgrid(GRID, GRID)
    scipys = multivariate_normal([0, 0], [[1, correlation], [correlation, 1]]).cdf(np.stack([h, k], axis=-1))
    np.testing.assert_allclose(both_below(h, k, correlation), scipys, atol=far)


def test_two_that_are_one_lie_below_the_lower_limit():
    h, k = np.array([-1.0, 0.5, 2.0]), np.array([1.0, 1.5, 2.5])
    np.testing.assert_allclose(both_below(h, k, 1.0), norm.cdf(h), atol=0.005)
