"""Makes the reference tables in this folder: python3 make_tables.py (needs mpmath 1.3).

Each line of NAME.csv is one point: the bits of x (for two arguments: of x and of y), and the bits of f correctly rounded, in hex;
16 digits are a double, 8 digits a float. mpmath computes f at the exact argument with 300 bits or more; rounding is to nearest even.
"""
import random
import struct
from mpmath import mp, mpf, inf
import mpmath as m

mp.prec = 400


def bits(v, single):
    return struct.unpack("<I" if single else "<Q", struct.pack("<f" if single else "<d", v))[0]


def from_bits(b, single):
    return struct.unpack("<f" if single else "<d", struct.pack("<I" if single else "<Q", b))[0]


def rounded(v, single):
    """The float nearest to the mpf v, as a Python float: ties to even, gradual underflow, overflow to infinity."""
    if v == 0 or m.isinf(v) or m.isnan(v):
        return float(v)
    p, low, high = (24, -149, 128) if single else (53, -1074, 1024)
    e = int(m.floor(m.log(abs(v), 2)))
    if mpf(2) ** e > abs(v):
        e -= 1
    q = max(e - p + 1, low)
    n = int(m.nint(m.ldexp(v, -q)))
    if abs(n) * mpf(2) ** q >= mpf(2) ** high:
        return float("inf") if v > 0 else float("-inf")
    return float(m.ldexp(mpf(n), q)) if n else (0.0 if v > 0 else -0.0)


def nearest(v, single):
    """v as a number of the format."""
    return from_bits(bits(float(v), single), single) if abs(v) < (3.4e38 if single else 1.7e308) else float(v)


random.seed(20240)


def around(centres, single, count=4):
    """Points at shrinking distances from each centre, and its neighbours."""
    for c in centres:
        b = nearest(c, single)
        yield b
        for e in (range(1, 24, 2) if single else range(1, 52, 4)):
            for s in (1, -1):
                yield nearest(b + s * 2.0 ** -e * random.uniform(0.5, 1), single)


def spread(low, high, count, signs=(1, -1)):
    """Log-uniform magnitudes between powers of ten."""
    for _ in range(count):
        yield random.choice(signs) * 10 ** random.uniform(low, high)


def uniform(low, high, count):
    for _ in range(count):
        yield random.uniform(low, high)


def edges(v, single, steps=2):
    """The floats next to v."""
    b = bits(nearest(v, single), single)
    return [from_bits(b + k, single) for k in range(-steps, steps + 1)]


def tiny(single):
    return [from_bits(1, single), from_bits(3, single), from_bits(0x7FFFFF if single else 0xFFFFFFFFFFFFF, single),
            2.0 ** -126 if single else 2.0 ** -1022, -from_bits(1, single), 1e-40 if single else 1e-310, 2e-30 if single else 3e-200]


def general(single, low=-30, high=30, top=None):
    xs = list(spread(-8, 1, 100)) + list(uniform(low, high, 200)) + list(spread(-36 if single else -300, -5, 20)) + tiny(single)
    if top:
        xs += list(spread(1, top, 50))
    return xs


def domain(name, single):
    one = 2.0 ** -24 if single else 2.0 ** -53
    big = 38 if single else 308
    o = 88.72283905206835 if single else 709.782712893384
    if name == "exp":
        u, s = (-87.33654475055310, -103.97207708399179) if single else (-708.3964185322641, -745.1332191019411)
        return general(single, -o, o) + edges(o, single) + edges(u, single) + edges(s, single) + list(uniform(s, u, 30)) + list(uniform(-2, 2, 100))
    if name == "expm1":
        return general(single, -45, 45) + list(uniform(-2, 2, 200)) + list(uniform(0, o, 50)) + edges(o, single) + [-100.0, -1000.0]
    if name in ("sinh", "cosh"):
        w = 89.41598629223294 if single else 710.4758600739439
        return general(single, -w, w) + list(uniform(-3, 3, 200)) + edges(w, single) + edges(o, single)
    if name == "tanh":
        return general(single, -25, 25) + list(uniform(-2, 2, 300)) + [100.0, -100.0, 1000.0, 1e30]
    if name in ("log", "log2", "log10"):
        xs = list(spread(-37 if single else -307, big, 200, (1,))) + list(around([1, 2, 10], single)) + list(uniform(0.5, 2, 200))
        return xs + [x for x in tiny(single) if x > 0] + edges(1, single) + [2.0 ** 10, 1000.0, 3e38]
    if name == "log1p":
        return general(single, -0.999, 5) + list(spread(0, big, 100, (1,))) + [-1 + 2.0 ** -e for e in range(1, 24 if single else 53)] + list(uniform(-0.5, 1, 200))
    if name in ("sin", "cos", "tan"):
        xs = general(single, -10, 10, big) + list(around([k * 1.5707963267948966 for k in range(1, 9)], single))
        return xs + [nearest(k * 1.5707963267948966, single) for k in (100, 1001, 12345, 100000, 123456789)] + list(uniform(-1e6, 1e6, 50))
    if name in ("asin", "acos", "atanh"):
        return [x for x in general(single, -0.999, 0.999) if abs(x) < 1] + [s * (1 - 2.0 ** -e) for e in range(1, 24 if single else 53) for s in (1, -1)] + ([1.0, -1.0] if name != "atanh" else []) + list(around([0.5, -0.5], single))
    if name == "atan":
        return general(single, -5, 5, big) + list(around([1, -1, 0.4142, 2.4142], single))
    if name == "asinh":
        return general(single, -5, 5, big)
    if name == "acosh":
        return list(uniform(1, 10, 150)) + list(spread(1, big, 100, (1,))) + [1 + 2.0 ** -e for e in range(1, 24 if single else 52)] + [1.0]
    if name == "sigmoid":
        return general(single, -40, 40) + (list(uniform(-104, -80, 40)) if single else list(uniform(-745, -700, 40))) + [100.0, 800.0]
    if name == "softplus":
        return general(single, -40, 40) + (list(uniform(-104, -80, 40)) if single else list(uniform(-745, -700, 40))) + [100.0, 800.0, 1e30] + list(uniform(-3, 3, 100))
    if name == "erf":
        return general(single, -6.5, 6.5) + list(uniform(-2, 2, 300)) + list(around([1], single)) + [30.0, -30.0, 1e20]
    if name == "erfc":
        t = 10.06 if single else 27.23
        return general(single, -6, t) + list(uniform(-2, 2, 200)) + list(uniform(0, t, 150)) + list(uniform(t - 1.2, t, 40)) + [30.0, -30.0]
    if name == "loggamma":
        xs = list(spread(-36 if single else -300, 0, 60, (1,))) + list(around([1, 2], single)) + list(uniform(0, 12, 250)) + list(spread(1, 36 if single else 305, 60, (1,)))
        return xs + list(uniform(-20, 0, 150)) + list(spread(-36, 0, 40, (-1,))) + [x + 0.5 for x in range(-30, 10)] + [-2.4570247382208006, -2.7476826467274127, -3.1435808883499798]
    if name == "digamma":
        xs = list(spread(-36 if single else -300, 0, 60, (1,))) + list(around([1.4616321449683623], single)) + list(uniform(0, 15, 300)) + list(spread(1, 36 if single else 305, 60, (1,)))
        return xs + list(uniform(-20, 0, 150)) + list(spread(-10, 0, 40, (-1,))) + [x + 0.25 for x in range(-30, 10)]
    raise KeyError(name)


def sigmoid(x):
    return 1 / (1 + m.exp(-x)) if x > 0 else m.exp(x) / (1 + m.exp(x))


def log_gamma(x):
    return m.log(abs(m.gamma(x))) if abs(x) < 100 else m.loggamma(x).real


functions = {
    "exp": m.exp, "expm1": m.expm1, "log": m.log, "log1p": m.log1p, "log2": lambda x: m.log(x) / m.log(2), "log10": m.log10, "sin": m.sin,
    "cos": m.cos, "tan": m.tan, "asin": m.asin, "acos": m.acos, "atan": m.atan, "sinh": m.sinh, "cosh": m.cosh, "tanh": m.tanh,
    "asinh": m.asinh, "acosh": m.acosh, "atanh": m.atanh, "sigmoid": sigmoid, "softplus": lambda x: m.log1p(m.exp(x)), "erf": m.erf,
    "erfc": m.erfc, "loggamma": log_gamma, "digamma": m.digamma,
}


def evaluate(f, args):
    """f with enough bits that neither tiny nor huge arguments cancel."""
    scale = max([abs(m.mag(a)) for a in args if a != 0] + [0])
    with mp.workprec(min(400 + 2 * scale, 2600)):
        return +f(*args)


def write(name, rows, single, note=""):
    width = 8 if single else 16
    seen = set()
    file = name + ("-float" if single else "-double") + ".csv"
    with open(file, "w", newline="\n") as out:
        out.write(f"# {name}{note}, {'float' if single else 'double'}: bits of the argument(s), bits of the correctly rounded value. Made by make_tables.py with mpmath {m.__version__}.\n")
        for args, value in rows:
            key = ",".join(f"{bits(a, single):0{width}x}" for a in args)
            if key not in seen:
                seen.add(key)
                out.write(f"{key},{bits(value, single):0{width}x}\n")


def pairs(name, single):
    big = 37 if single else 300
    if name == "pow":
        for _ in range(250):
            x = 10 ** random.uniform(-5, 5)
            yield x, random.uniform(-6, 6)
        for _ in range(60):
            yield 1 + random.uniform(-1, 1) * 2.0 ** -random.randint(1, 20), random.uniform(-1, 1) * 10 ** random.uniform(0, 6)
        for _ in range(40):
            yield -10 ** random.uniform(-3, 3), float(random.randint(-9, 9))
    else:
        for _ in range(200):
            yield random.uniform(-3, 3), random.uniform(-3, 3)
        for _ in range(150):
            yield random.choice((1, -1)) * 10 ** random.uniform(-big, big), random.choice((1, -1)) * 10 ** random.uniform(-big, big)


def main():
    for name, f in functions.items():
        for single in (False, True):
            rows = []
            for x in domain(name, single):
                x = nearest(x, single)
                value = evaluate(f, (mpf(x),))
                if not isinstance(value, m.mpc):
                    rows.append(((x,), rounded(value, single)))
            write(name, rows, single)
    for name, f in (("pow", lambda x, y: m.power(x, y)), ("atan2", m.atan2), ("hypot", m.hypot)):
        for single in (False, True):
            rows = []
            for x, y in pairs(name, single):
                x, y = nearest(x, single), nearest(y, single)
                rows.append(((x, y), rounded(evaluate(f, (mpf(x), mpf(y))), single)))
            write(name, rows, single)
    mp.prec = 300
    for order in (1, 2, 3, 5, 20):
        for single in (False, True):
            xs = list(spread(-3, 0, 30, (1,))) + list(uniform(0, 12, 60)) + list(spread(1, 5, 30, (1,))) + list(uniform(-10, 0, 40)) + list(uniform(12, 40, 20))
            rows = []
            for x in xs:
                x = nearest(x, single)
                value = (-1) ** (order + 1) * m.factorial(order) * hurwitz(order + 1, mpf(x))
                rows.append(((x,), rounded(value, single)))
            write(f"polygamma{order}", rows, single)


def hurwitz(s, x):
    """The sum of (x + k)^-s, k from 0; negative x by the recurrence, so that the sign of each term is kept."""
    total = mpf(0)
    while x < 0:
        total += 1 / x ** s
        x += 1
    return total + m.zeta(s, x)


if __name__ == "__main__":
    main()
