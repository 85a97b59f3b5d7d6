"""What a public library makes of the same series: statsmodels' STL for anomalies, and its ETS for forecasts.

Reads one JSON object from standard input and writes one to standard output, see main.ts. Needs `pip install statsmodels==0.15.0`.
"""
import json
import sys
import warnings

try:
    import numpy
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel
    from statsmodels.tsa.seasonal import STL
except ImportError as error:
    print(f"{error}: python3 -m venv /tmp/insights && /tmp/insights/bin/pip install statsmodels==0.15.0, then --python /tmp/insights/bin/python", file=sys.stderr)
    sys.exit(3)

warnings.simplefilter("ignore")


def oddness(costs):
    """How many robust standard deviations the robust STL remainder of each day is out. It sees the whole series, the days after too."""
    rest = STL(numpy.asarray(costs, dtype=float), period=7, robust=True).fit().resid
    scale = 1.4826 * numpy.median(numpy.abs(rest - numpy.median(rest)))
    return [round(float(one), 2) for one in rest / max(scale, 1e-9)]


def totals(costs, horizons, draws=300):
    """By horizon, the total of ETS(A, Ad, A) of the days to it, and the quantiles 0.1 and 0.9 of the totals of its paths."""
    history = numpy.asarray(costs, dtype=float)
    fit = ETSModel(history, error="add", trend="add", damped_trend=True, seasonal="add", seasonal_periods=7).fit(disp=False, maxiter=40)
    daily = fit.forecast(max(horizons))
    paths = numpy.asarray(fit.simulate(nsimulations=max(horizons), anchor="end", repetitions=draws, rng=1))
    answer = []
    for days in horizons:
        sums = paths[:days].sum(axis=0)
        answer.append([float(daily[:days].sum()), *(float(numpy.quantile(sums, part)) for part in (0.1, 0.9))])
    return answer


def main():
    asked = json.load(sys.stdin)
    json.dump(
        {
            "oddness": [oddness(costs) for costs in asked["judged"]],
            "totals": [totals(one["costs"], one["horizons"]) for one in asked["forecast"]],
        },
        sys.stdout,
    )


main()
