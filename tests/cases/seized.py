"""Code lists that seizures choose from, and a case to put them on."""

from tests.factories import code

FACTORS = {"kg": "1", "g": "0.001", "l": "1 (1 litre = 1 kg)", "tablet.METH_TAB": "0.00009 (90 mg)",
           "dose": "no conversion"}  # fmt: skip


def lists():
    """What the tests of seizures choose from, beside the codes of the world."""
    for unit, label in FACTORS.items():
        code("unit_conversions", unit, label)
    code("precursors", "T2.TOL", "Toluene")
    code("drug_forms", "TABLET", "Tablets")
    code("wildlife_species", "MANIS", "Pangolins Manis spp. | I", plain_label="Pangolins")
    code("cites_app", "I", "Threatened with extinction")
    code("cites_terms", "SCA", "Scale")
    code("firearm_types", "PISTOL", "Pistol")
    code("currencies", "THB", "Thai baht")
    code("hs", "2402.20", "Cigarettes")
    code("concealment", "VEH_CAV", "Vehicle cavity")
    code("units", "item", "item", plain_plural="items")
    code("units", "l", "litre", plain_plural="litres")
