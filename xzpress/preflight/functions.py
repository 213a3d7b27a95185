"""PDF functions of one number: what shadings run through, and what spots are made of."""

from itertools import pairwise

from xzpress.preflight.reader import File, Object, Stream, UnreadableError, decoded, number

_DEEPEST = 4
_SAMPLE_BITS = 8


def evaluated(file: File, function: Object, at: float, depth: int = 0) -> tuple[float, ...] | None:
    """What a function gives, None where it is of a kind that is not worked out here.

    Sampled functions of 8 bits (the nearest sample), exponential and stitching ones, and arrays of
    them. Source: PDF Reference 1.3, 3.9.
    """
    seen = file.see(function)
    if isinstance(seen, list):
        parts = [evaluated(file, part, at, depth + 1) for part in seen] if depth < _DEEPEST else []
        flat = [part[0] for part in parts if part]
        return tuple(flat) if flat and len(flat) == len(seen) else None
    domain = file.numbers(file.get(seen, "Domain"))
    if len(domain) != 2 or depth > _DEEPEST:
        return None
    at = min(max(at, domain[0]), domain[1])
    kind = number(file.get(seen, "FunctionType"))
    if kind == 0 and isinstance(seen, Stream):
        return _sampled(file, seen, at, domain)
    if kind == 2:
        low = file.numbers(file.get(seen, "C0")) or (0.0,)
        high = file.numbers(file.get(seen, "C1")) or (1.0,)
        power = number(file.get(seen, "N")) or 1.0
        share = at**power if at > 0 else 0.0
        return tuple(a + share * (b - a) for a, b in zip(low, high, strict=False))
    if kind == 3:
        return _stitched(file, seen, at, domain, depth)
    return None


def _stitched(
    file: File, seen: Object, at: float, domain: tuple[float, ...], depth: int
) -> tuple[float, ...] | None:
    functions = file.items(file.get(seen, "Functions"))
    edges = [domain[0], *file.numbers(file.get(seen, "Bounds")), domain[1]]
    encode = file.numbers(file.get(seen, "Encode"))
    if len(functions) + 1 != len(edges) or len(encode) != 2 * len(functions):
        return None
    for turn, (low, high) in enumerate(pairwise(edges)):
        if at < high or turn == len(functions) - 1:
            share = (at - low) / (high - low) if high > low else 0.0
            first, last = encode[2 * turn : 2 * turn + 2]
            return evaluated(file, functions[turn], first + share * (last - first), depth + 1)
    return None


def _sampled(
    file: File, stream: Stream, at: float, domain: tuple[float, ...]
) -> tuple[float, ...] | None:
    size = file.numbers(stream.entries.get("Size"))
    ranges = file.numbers(stream.entries.get("Range"))
    bits = number(file.see(stream.entries.get("BitsPerSample")))
    if len(size) != 1 or not ranges or bits != _SAMPLE_BITS or domain[1] <= domain[0]:
        return None
    try:
        data = decoded(stream)
    except UnreadableError:
        return None
    outputs = len(ranges) // 2
    row = round((at - domain[0]) / (domain[1] - domain[0]) * (size[0] - 1)) * outputs
    samples = data[row : row + outputs]
    if len(samples) < outputs:
        return None
    decode = file.numbers(stream.entries.get("Decode")) or ranges
    pairs = zip(decode[::2], decode[1::2], samples, strict=False)
    return tuple(low + sample / 255 * (high - low) for low, high, sample in pairs)
