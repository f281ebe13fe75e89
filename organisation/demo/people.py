"""The people of Rönnfjärds kommun. Names in all: our own; the addresses lead nowhere."""

from dataclasses import dataclass

from organisation.enums import Role

DOMAIN = "ronnfjard.example"


@dataclass(frozen=True)
class Person:
    """Someone, and what they are where: roles with the keys of units."""

    first_name: str
    last_name: str
    roles: tuple[tuple[Role, str], ...]
    language: str = "sv"


def _one(first_name: str, last_name: str, role: Role, unit: str, language: str = "sv") -> Person:
    return Person(first_name, last_name, ((role, unit),), language)


R = Role
PEOPLE = (
    _one("Tove", "Ahlgren", R.ADMINISTRATOR, "ronnfjard"),
    _one("Helin", "Aydin", R.QUALITY_OFFICER, "barnnamnden"),
    _one("Birgitta", "Norling", R.COMMITTEE_MEMBER, "barnnamnden"),
    _one("Jamal", "Osman", R.COMMITTEE_MEMBER, "barnnamnden"),
    _one("Kerstin", "Vallin", R.UNION, "forskoleforvaltningen"),
    _one("Marek", "Nowak", R.UNION, "norra"),
    Person("Saga", "Wikander", ((R.DEVELOPER, "norra"), (R.DEVELOPER, "sodra"))),
    # Norra
    _one("Amina", "Lindvall", R.REKTOR, "norra"),
    _one("Joel", "Sandgren", R.DEPUTY, "norra"),
    _one("Dragan", "Petrović", R.WORKPLACE_LEAD, "manskaran"),
    _one("Sanna", "Ek", R.TEACHER, "manskaran-glantan-lag"),
    _one("Mirza", "Hadžić", R.CHILD_MINDER, "manskaran-glantan-lag"),
    Person("Elin", "Forsberg", ((R.TEACHER, "manskaran-tuvan-lag"), (R.VFU_SUPERVISOR, "manskaran"))),
    _one("Fatuma", "Ali", R.CHILD_MINDER, "manskaran-tuvan-lag"),
    _one("Johan", "Rask", R.TEACHER, "manskaran-daggen-lag"),
    _one("Lotta", "Brink", R.CHILD_MINDER, "manskaran-daggen-lag"),
    _one("Yusuf", "Demir", R.TEACHER, "manskaran-stigen-lag"),
    _one("Ingrid", "Palm", R.CHILD_MINDER, "manskaran-stigen-lag"),
    _one("Karin", "Sjödin", R.WORKPLACE_LEAD, "tarnan"),
    _one("Oskar", "Malm", R.TEACHER, "tarnan-holmen-lag"),
    _one("Nasrin", "Karimi", R.CHILD_MINDER, "tarnan-holmen-lag"),
    _one("Åsa", "Bergfors", R.TEACHER, "tarnan-skaret-lag"),
    _one("Emma", "O'Leary", R.CHILD_MINDER, "tarnan-skaret-lag", "en"),
    _one("Viktor", "Hedman", R.WORKPLACE_LEAD, "blaklinten"),
    _one("Leyla", "Yılmaz", R.TEACHER, "blaklinten-solsidan-lag"),
    _one("Gunnar", "Äng", R.CHILD_MINDER, "blaklinten-solsidan-lag"),
    _one("Petra", "Öst", R.TEACHER, "blaklinten-angen-lag"),
    # Södra
    _one("Henrik", "Dahlqvist", R.REKTOR, "sodra"),
    _one("Paula", "Engdahl", R.DEPUTY, "sodra"),
    _one("Nadia", "Rahimi", R.WORKPLACE_LEAD, "kvarnhjulet"),
    _one("Lars", "Ugglebo", R.TEACHER, "kvarnhjulet-backen-lag"),
    _one("Aster", "Tesfaye", R.CHILD_MINDER, "kvarnhjulet-backen-lag"),
    _one("Hanna", "Storm", R.TEACHER, "kvarnhjulet-dammen-lag"),
    _one("Camilla", "Roos", R.WORKPLACE_LEAD, "ekorren"),
    _one("Erik", "Zetterlund", R.TEACHER, "ekorren-kotten-lag"),
    _one("Mariam", "Haddad", R.CHILD_MINDER, "ekorren-kotten-lag"),
    _one("Sofia", "Trana", R.TEACHER, "ekorren-grenen-lag"),
    _one("Stellan", "Frid", R.CHILD_MINDER, "ekorren-akern"),
    _one("Bengt", "Carlén", R.WORKPLACE_LEAD, "vagen"),
    _one("Anja", "Wiberg", R.TEACHER, "vagen-bryggan-lag"),
    _one("Samuel", "Okafor", R.CHILD_MINDER, "vagen-bryggan-lag", "en"),
    Person("Maja", "Ljung", ((R.TEACHER, "vagen-fyren-lag"), (R.VFU_SUPERVISOR, "vagen"))),
)
ABSENT, STAND_IN, WITHIN = "henrik.dahlqvist", "nadia.rahimi", "sodra"
INVITED = _one("Alva", "Lund", R.TEACHER, "vagen-fyren-lag")
