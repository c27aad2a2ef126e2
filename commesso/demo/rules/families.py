"""What the invented shop makes: eight families, ten things each, in three collections."""

from typing import NamedTuple


class Thing(NamedTuple):
    """A kind of product: its names, and its price in cents."""

    it: str
    en: str
    cents: int


class Collection(NamedTuple):
    """A line of products: its name, what is said of it, and how dear it is."""

    name: str
    it: str
    en: str
    factor: float


class Family(NamedTuple):
    """A department. `options` are the values of the one thing a shopper chooses."""

    key: str
    it: str
    en: str
    material_it: str
    material_en: str
    option: str
    options: tuple[tuple[str, str], ...]
    stock: int  # how many of a variant usually lie in the shop
    things: tuple[Thing, ...]
    collections: tuple[Collection, ...]


_COLOURS = (("Bianco latte", "Milk white"), ("Blu cobalto", "Cobalt blue"), ("Verde salvia", "Sage green"))
_LEATHERS = (("Cuoio naturale", "Natural tan"), ("Testa di moro", "Dark brown"), ("Nero", "Black"))
_METALS = (("Argento", "Silver"), ("Argento dorato", "Gold-plated silver"))
_LIGHTS = (("Ottone", "Brass"), ("Nero opaco", "Matt black"))
_CLOTHS = (("Sabbia", "Sand"), ("Terracotta", "Terracotta"), ("Indaco", "Indigo"))
_WOODS = (("Ulivo", "Olive wood"), ("Noce", "Walnut"))
_PAPERS = (("Avorio", "Ivory"), ("Blu notte", "Midnight blue"), ("Rosso carminio", "Carmine"))
_POTS = (("Piccolo", "Small"), ("Medio", "Medium"), ("Grande", "Large"))

FAMILIES: tuple[Family, ...] = (
    Family(
        "ceramics",
        "Ceramica",
        "Ceramics",
        "gres smaltato",
        "glazed stoneware",
        "colour",
        _COLOURS,
        24,
        (
            Thing("Tazza da colazione", "Breakfast cup", 1800),
            Thing("Tazzina da caffè", "Espresso cup", 1200),
            Thing("Piatto piano", "Dinner plate", 2400),
            Thing("Piatto fondo", "Pasta bowl", 2600),
            Thing("Insalatiera", "Salad bowl", 4800),
            Thing("Vaso", "Vase", 5900),
            Thing("Teiera", "Teapot", 6400),
            Thing("Zuccheriera", "Sugar bowl", 2900),
            Thing("Oliera", "Oil cruet", 3200),
            Thing("Portacandela", "Candle holder", 2200),
        ),
        (
            Collection("Marina", "dipinta a mano con onde leggere", "painted by hand with light waves", 1.0),
            Collection(
                "Terra", "dallo smalto materico, ogni pezzo diverso", "with a rough glaze, no two alike", 1.1
            ),
            Collection("Agrumi", "decorata con limoni e foglie", "decorated with lemons and leaves", 1.2),
        ),
    ),
    Family(
        "leather",
        "Pelle",
        "Leather",
        "cuoio conciato al vegetale",
        "vegetable-tanned leather",
        "colour",
        _LEATHERS,
        9,
        (
            Thing("Borsa a tracolla", "Shoulder bag", 16900),
            Thing("Portafoglio", "Wallet", 6900),
            Thing("Cintura", "Belt", 5400),
            Thing("Zaino", "Backpack", 21900),
            Thing("Portachiavi", "Key ring", 1900),
            Thing("Astuccio", "Pencil case", 3400),
            Thing("Cartella", "Satchel", 24900),
            Thing("Porta tessere", "Card holder", 3900),
            Thing("Pochette", "Clutch", 8900),
            Thing("Copertina per agenda", "Notebook cover", 4900),
        ),
        (
            Collection("Ponte", "cucita a mano con filo di lino", "sewn by hand with linen thread", 1.0),
            Collection(
                "Campagna",
                "morbida, che col tempo diventa più bella",
                "soft, and better with the years",
                1.15,
            ),
            Collection("Città", "dalle linee essenziali", "with the plainest of lines", 1.3),
        ),
    ),
    Family(
        "lamps",
        "Lampade",
        "Lamps",
        "metallo e vetro soffiato",
        "metal and blown glass",
        "finish",
        _LIGHTS,
        6,
        (
            Thing("Lampada da tavolo", "Table lamp", 12900),
            Thing("Lampada da terra", "Floor lamp", 24900),
            Thing("Sospensione", "Pendant lamp", 18900),
            Thing("Applique", "Wall lamp", 9900),
            Thing("Lampada da lettura", "Reading lamp", 11900),
            Thing("Lanterna", "Lantern", 6900),
            Thing("Lampada da comodino", "Bedside lamp", 7900),
            Thing("Abat-jour", "Shaded lamp", 8900),
            Thing("Lampada ricaricabile", "Cordless lamp", 9400),
            Thing("Lampadario", "Chandelier", 38900),
        ),
        (
            Collection("Lucciola", "dalla luce calda e raccolta", "with a warm and gentle light", 1.0),
            Collection("Faro", "con paralume orientabile", "with a shade that turns", 1.15),
            Collection("Alba", "in vetro sfumato rosa", "in glass that fades to pink", 1.35),
        ),
    ),
    Family(
        "textiles",
        "Tessuti",
        "Textiles",
        "lino e cotone",
        "linen and cotton",
        "colour",
        _CLOTHS,
        18,
        (
            Thing("Tovaglia", "Tablecloth", 7900),
            Thing("Strofinaccio", "Tea towel", 1600),
            Thing("Federa per cuscino", "Cushion cover", 2900),
            Thing("Plaid", "Throw", 8900),
            Thing("Asciugamano", "Towel", 2700),
            Thing("Runner", "Table runner", 3900),
            Thing("Tovaglioli, set da 4", "Napkins, set of 4", 3400),
            Thing("Grembiule", "Apron", 3600),
            Thing("Lenzuolo", "Sheet", 9900),
            Thing("Tenda", "Curtain", 11900),
        ),
        (
            Collection("Riviera", "a righe fini", "with fine stripes", 1.0),
            Collection("Grano", "a nido d'ape, molto assorbente", "in waffle weave that drinks water", 1.05),
            Collection("Giardino", "stampata a mano a foglie", "printed by hand with leaves", 1.25),
        ),
    ),
    Family(
        "jewellery",
        "Gioielli",
        "Jewellery",
        "argento 925",
        "925 silver",
        "metal",
        _METALS,
        7,
        (
            Thing("Orecchini a cerchio", "Hoop earrings", 5900),
            Thing("Orecchini a lobo", "Stud earrings", 3900),
            Thing("Collana", "Necklace", 8900),
            Thing("Ciondolo", "Pendant", 6400),
            Thing("Bracciale", "Bracelet", 7400),
            Thing("Anello", "Ring", 6900),
            Thing("Anello a fascia", "Band ring", 8400),
            Thing("Spilla", "Brooch", 5400),
            Thing("Cavigliera", "Anklet", 4400),
            Thing("Gemelli", "Cufflinks", 9900),
        ),
        (
            Collection("Onda", "martellata a mano", "hammered by hand", 1.0),
            Collection("Perla", "con perle d'acqua dolce", "with freshwater pearls", 1.3),
            Collection("Stella", "con piccole stelle incise", "engraved with small stars", 1.15),
        ),
    ),
    Family(
        "kitchen",
        "Cucina",
        "Kitchen",
        "legno massello",
        "solid wood",
        "wood",
        _WOODS,
        15,
        (
            Thing("Tagliere", "Cutting board", 3900),
            Thing("Mattarello", "Rolling pin", 2400),
            Thing("Cucchiaio", "Spoon", 1100),
            Thing("Mortaio con pestello", "Mortar and pestle", 4900),
            Thing("Vassoio", "Tray", 5900),
            Thing("Ciotola", "Bowl", 4400),
            Thing("Portapane", "Bread box", 7900),
            Thing("Macinapepe", "Pepper mill", 4200),
            Thing("Sottopentola", "Trivet", 1900),
            Thing("Ceppo per coltelli", "Knife block", 8900),
        ),
        (
            Collection("Nonna", "come quella di una volta", "as they were once made", 1.0),
            Collection("Osteria", "robusta, per ogni giorno", "sturdy, for every day", 1.1),
            Collection("Festa", "rifinita a olio e cera", "finished with oil and wax", 1.3),
        ),
    ),
    Family(
        "stationery",
        "Cartoleria",
        "Stationery",
        "carta di cotone",
        "cotton paper",
        "colour",
        _PAPERS,
        30,
        (
            Thing("Quaderno", "Notebook", 1600),
            Thing("Agenda", "Diary", 2900),
            Thing("Album di foto", "Photo album", 4900),
            Thing("Carta da lettere, 20 fogli", "Letter paper, 20 sheets", 1900),
            Thing("Biglietti d'auguri, set da 6", "Greeting cards, set of 6", 1400),
            Thing("Segnalibro", "Bookmark", 600),
            Thing("Scatola", "Box", 2200),
            Thing("Penna stilografica", "Fountain pen", 6900),
            Thing("Sigillo con ceralacca", "Seal and wax", 3200),
            Thing("Calendario", "Calendar", 1800),
        ),
        (
            Collection("Firenze", "in carta marmorizzata", "in marbled paper", 1.1),
            Collection("Erbario", "con fiori pressati", "with pressed flowers", 1.2),
            Collection("Semplice", "con legatura a vista", "with an open binding", 1.0),
        ),
    ),
    Family(
        "garden",
        "Giardino",
        "Garden",
        "terracotta",
        "terracotta",
        "size",
        _POTS,
        11,
        (
            Thing("Vaso da giardino", "Garden pot", 3900),
            Thing("Fioriera", "Planter", 6900),
            Thing("Annaffiatoio", "Watering can", 4400),
            Thing("Mangiatoia per uccelli", "Bird feeder", 3400),
            Thing("Fontanella", "Small fountain", 18900),
            Thing("Portavaso", "Pot stand", 2700),
            Thing("Lanterna da esterno", "Garden lantern", 5400),
            Thing("Attrezzi, set da 3", "Tools, set of 3", 4900),
            Thing("Orcio", "Oil jar", 12900),
            Thing("Sottovaso", "Saucer", 1200),
        ),
        (
            Collection(
                "Chianti", "cotta a 1000 gradi, resiste al gelo", "fired at 1,000 degrees, safe in frost", 1.0
            ),
            Collection("Limonaia", "con festoni in rilievo", "with garlands in relief", 1.3),
            Collection("Orto", "pratica e leggera", "handy and light", 0.9),
        ),
    ),
)
