"""Invented names, streets and sentences, read from `config_per_tenant/demo/words.yaml`."""

from random import Random

from core.demo.plan import FOLDER, read

_words = read(FOLDER / "words.yaml")
GIVEN: dict[str, list[str]] = {kind: text.split() for kind, text in _words["given"].items()}
FAMILY: dict[str, list[str]] = {kind: text.split() for kind, text in _words["family"].items()}
CHILDREN: list[str] = _words["other"]["children"].split()
STREETS: list[str] = _words["other"]["streets"].split()
ROADS: list[str] = _words["other"]["roads"].split()
VISITS: list[str] = _words["visits"]
ACTIONS: list[str] = _words["actions"]
MESSAGES: list[str] = _words["messages"]
INWARD = "ABDEFGHJLNPQRSTUWXYZ"


def heritage(random: Random, weights: dict[str, int]) -> str:
    """Which kind of name, by the plan's shares."""
    return random.choices(list(weights), weights=list(weights.values()))[0]


def person(random: Random, kind: str) -> tuple[str, str]:
    """A given and a family name of one heritage."""
    return random.choice(GIVEN[kind]), random.choice(FAMILY[kind])


def address(random: Random, places: list[tuple[str, tuple[str, ...]]]) -> tuple[str, str]:
    """Lines of an address and a postcode of the right district. The street is invented."""
    town, districts = random.choice(places)
    street = f"{random.randint(1, 140)} {random.choice(STREETS)} {random.choice(ROADS)}"
    inward = f"{random.randint(0, 9)}{random.choice(INWARD)}{random.choice(INWARD)}"
    return f"{street}\n{town}", f"{random.choice(districts)} {inward}"
