"""How far a run of letters looks like Russian: the cost of each letter after another, and of each other sign.

A cost is a negative logarithm of a chance (in nats), so the costs of a text add up, and the cheaper of two readings of
the same bytes is the likelier. ``COSTS`` is made by ``benchmarks/encodings.py --table`` from pymorphy2's list of words
and from sentences written for it: no protocol went into it. The costs of case and signs are set by hand, with an eye on
the confusion table of the same script.
"""

from __future__ import annotations

from functools import lru_cache

ALPHABET = "абвгдежзийклмнопрстуфхцчшщъыьэюяё "
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
#: One digit of COSTS, in nats.
STEP = 0.25
#: Row: the first letter, or the edge of a word; column: the one after it, in the order of ALPHABET.
COSTS = (
    "qf9ifekdlkf9daqhdbbnjhlfimrrrqdeq7",  # а
    "bolni7mocrkdjh7p9emarnpomcf9oqomof",  # б
    "7qpqoaribrigpd8ogdigrqqp9pebhrrmj9",  # в
    "bqoqdcrrarpcng3q9opdrrronrrqrqqrrd",  # г
    "9ndml7ji9rickc7hdclcrpilmqihnqokei",  # д
    "nkedchjfkcgba9ki9bbnnikhikrrrqjlr7",  # е
    "aopoa5lq4rkomainkkqgqqpqrrrrnqqqgo",  # ж
    "4ibhdekncrlhdabqioqgrqqpnrdgoqpgn8",  # з
    "llaggendhfedcbjkdcapldhekkrrrqgkr6",  # и
    "qppmaprpqrknmhnqnahrpqnniqrrrrrqr1",  # й
    "7qkqrhrh8rnepd4qbidcrqmrnriqqqqrqb",  # к
    "8opjn9pp6rjipm8qrimeqprjrreh9ribhb",  # л
    "9mqqq9qq8rolmg8kpfmaqqqpqqddqqrfo5",  # м
    "8qplj8io8rjrrb7qqhfdoqghqqeaiqkgjd",  # н
    "oc8cbgihkedcaclgbbbnmmohjorrrpjoq8",  # о
    "brrrr9rr9rocrk4n6lkhqqqoqqriorrmph",  # п
    "7mmji7mo9rhjje6noiicomomnphcnqogmh",  # р
    "cjhojbqrer9bfecefg6fohninqkhfrq8jg",  # с
    "9ocon9pq9rfljf7maemfqppjoqieaqnjla",  # т
    "mggibgbcnledghqdedaqojo9hkrrrpbor6",  # у
    "brrorcrq5rpfml5rdlffiqrrqrrmmrpo7n",  # ф
    "aqiqqlrqerpfjh5ohdklrrrqorcrqqrrr3",  # х
    "5qipq6rq6rfpop8pqnqhrqprqrrhrqqrri",  # ц
    "7rprr5qr6rhgpbnrgp8grqrrqrrrmrrrek",  # ч
    "ermrr6rr4r99ojblqpjgrrrrrrrrhrqrbp",  # ш
    "drqrr4rr5rrrrnqrprrfrrrrrrrrrrrr88",  # щ
    "rrrrr5rrprrrrrrrrrrrrrrrrrrrrrf8a3",  # ъ
    "rk8kfamkqdhaalreigcqraqlcorrrrrqr6",  # ы
    "qmlljbqljrdre7onqbgrlnfklkrrrphdn3",  # ь
    "rngliqpnql98ecngcf3qjmqrkrrrrrrqrn",  # э
    "qkponqmmqqlamaqqke9rqmoko6rrrrprr4",  # ю
    "rnbkkhkjqnlbggrmkgdqrinlpgrrrrgpr2",  # я
    "rhchcrhkrqib87rgbd6rrkrojrrrrrqrr9",  # ё
    "eebfdikecqcidba8daffijmgjprrripmr9",  # the edge of a word
)

_INDEX = {letter: number for number, letter in enumerate(ALPHABET)}
_LETTERS = frozenset(ALPHABET) - {" "}
#: Letters of the old or of other Cyrillic alphabets that stand for a Russian one, at a price.
_KIN = str.maketrans("іІѣѢѳѲѵѴїЇєЄґҐўЎ", "иИеЕфФиИиИеЕгГуУ")
_OPENING, _CLOSING = "«„№§", "»”…"
_DASHES = "—–"
_SIGNS = _OPENING + _CLOSING + _DASHES + "“‑\xa0"
_RARE = "‘’°•·©±×−®µ"
_OTHER, _CONTROL = 10.0, 12.0


@lru_cache(maxsize=1 << 16)
def cost(first: str, second: str) -> float:
    """Return what the second sign costs after the first.

    >>> cost("с", "т") < 2 < 5 < cost("ь", "ь")
    True
    """
    return _price(second) + _passage(first, second)


def _price(sign: str) -> float:
    """What a sign costs wherever it stands."""
    if sign.isascii() or sign.lower() in _LETTERS:
        return 0.0
    if sign.translate(_KIN) != sign:
        return 3.0 if sign in "іІѣѢѳѲѵѴ" else 8.0
    if sign in _SIGNS:
        return 2.0
    if is_frame(sign) or sign in _RARE:
        return 4.0
    return _OTHER if sign >= " " and sign != "�" else _CONTROL


def _passage(first: str, second: str) -> float:
    """What it costs that these two stand side by side."""
    first, second = first.translate(_KIN), second.translate(_KIN)
    left, right = first.lower(), second.lower()
    known = left in _LETTERS, right in _LETTERS
    if not any(known):
        if first == second and is_frame(first):
            return -3.5  # a line is drawn of many
        return 0.0 if first.isascii() or second.isascii() else 4.0
    letters = DIGITS.index(COSTS[_INDEX[left if known[0] else " "]][_INDEX[right if known[1] else " "]]) * STEP
    letters += _case(first, second) if known[1] else 0.0
    if all(known):
        return letters
    stranger, misplaced = (second, _OPENING) if known[0] else (first, _CLOSING)
    if stranger.isascii():
        return letters + (5.0 if stranger.isalpha() else 0.0)
    misplaced += _DASHES
    return letters + (4.0 if stranger in misplaced or stranger not in _SIGNS else 0.0)


def _case(first: str, second: str) -> float:
    """What the case of the second letter costs: capitals begin words or fill them."""
    if second == second.lower():
        return 0.0
    if first.lower() not in _LETTERS:
        return 1.0
    return 6.0 if first == first.lower() else 0.3


def is_frame(sign: str) -> bool:
    """Tell whether a sign draws a line or a block, as tables of DOS texts do."""
    return "\u2500" <= sign <= "\u25a0"
