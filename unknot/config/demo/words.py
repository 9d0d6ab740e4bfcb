"""The words that invented names are made of, by language. All of it is our own; none names a real business."""

from typing import NamedTuple


class Words(NamedTuple):
    """First names by gender, surnames, and the two halves of salon names (joined by a blank)."""

    female: tuple[str, ...]
    male: tuple[str, ...]
    surnames: tuple[str, ...]
    salon_first: tuple[str, ...]
    salon_second: tuple[str, ...]


def _w(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _p(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("|"))


FINNISH = Words(
    female=_w(
        "Aino Anni Eeva Elina Emilia Eveliina Hanna Heidi Helena Henna Iida Inka Johanna Kaisa Katri Kirsi Laura"
        " Leena Liisa Lotta Maija Mari Marja Meri Miia Minna Noora Oona Outi Päivi Pinja Pirjo Riikka Ritva Saara"
        " Sanna Satu Senja Sini Siiri Sofia Suvi Tarja Tiina Tuuli Ulla Venla Vilja"
    ),
    male=_w(
        "Aapo Aleksi Antti Arto Eero Eetu Elias Ilkka Jani Jari Joel Jouni Juha Juuso Kalle Kari Lauri Markku Matti"
        " Mikko Niko Oskari Otso Petri Pekka Risto Sakari Sami Samuli Tapio Teemu Timo Toni Tuomas Valtteri Veikko"
        " Ville Väinö"
    ),
    surnames=_w(
        "Aalto Ahola Anttila Eskola Haapala Hakala Halonen Harju Heikkilä Heino Hiltunen Hirvonen Hyvönen Ikonen"
        " Jokela Kallio Karhu Karppinen Kettunen Kinnunen Kivelä Kokko Korpela Koskela Laakso Lahti Laine Lampinen"
        " Lehto Leppänen Lindroos Luoma Manninen Mattila Moilanen Mustonen Mäkinen Niemi Nurmi Ojala Palo Peltola"
        " Pitkänen Rantala Rautio Ruusu Saari Salmela Salo Savolainen Seppälä Suominen Tervo Tolvanen Tuomi Uotila"
        " Vainio Vartiainen Vesterinen Virta Ylönen"
    ),
    salon_first=_p(
        "Hiljainen|Lempeä|Tyyni|Lämmin|Kevyt|Pehmeä|Rauhan|Aamun|Illan|Kuulas|Hyvä|Vihreä|Valoisa|Levollinen|Avara"
        "|Hidas|Syvä|Raikas|Kirkas|Utuinen|Sininen|Hopeinen|Kultainen|Leppoisa|Viipyvä|Keveä|Kotoisa|Seesteinen|Vieno"
        "|Suvinen|Talvinen|Syksyn|Kevään|Meren|Metsän|Järven|Saaren|Pihan|Puiston|Sydämen|Unelmien|Tuulen|Kuun"
        "|Tähtien|Sateen|Lumen|Sammalen|Kaislan|Koivun|Pihlajan"
    ),
    salon_second=_p(
        "Huone|Hetki|Kosketus|Käsi|Ranta|Hoitola|Piha|Poukama|Keidas|Lepo|Pesä|Tupa|Satama|Lähde|Virta|Hengähdys"
        "|Tila|Kammari|Olo|Suvanto|Laituri|Niitty|Portti|Vire|Rauha|Kaari|Syli|Henkäys|Voima|Lehto|Aukio|Solmu"
        "|Silta|Valo|Lampi|Kallio|Verho|Tuokio|Sointu|Kotilo"
    ),
)

ENGLISH = Words(
    female=_w(
        "Abigail Alice Amber Andrea Beth Brianna Carla Chloe Dana Denise Elena Erin Faith Grace Hazel Imani Jasmine"
        " Joan Kayla Leah Lena Maya Megan Naomi Nina Olivia Paige Rachel Renee Rosa Ruth Sadie Tara Tessa Vera Zoe"
    ),
    male=_w(
        "Aaron Adrian Ben Caleb Carlos Daniel Derek Eli Evan Felix Grant Henry Isaac Jamal Joel Kevin Leo Marcus"
        " Miles Nathan Noah Oscar Owen Paul Quinn Reed Sean Simon Tariq Theo Victor Wesley"
    ),
    surnames=_w(
        "Abbott Barnes Bennett Blake Brooks Carter Chen Cole Dalton Ellis Finch Foster Garner Gomez Hale Hayes"
        " Holt Ingram Jensen Keller Lang Lowe Marsh Mercer Nolan Ortiz Park Pierce Quill Ramsey Reyes Rivera Sharp"
        " Sloan Stone Tan Vance Walsh Ward Whitlow Young"
    ),
    salon_first=_p(
        "Quiet|Slow|Linden|Harbor|Willow|Unhurried|Lantern|Soft Tide|Cedar|Evening|Copper|Juniper|Low Light|Meadow"
        "|Blue Door|Second Wind|River Bend|Open Palm|Still Water|Long Exhale|Marigold|Tidewater Row|Fern|Sunday"
    ),
    salon_second=_p(
        "Bodywork|Massage Room|Rooms|Massage Studio|Practice|House of Rest|Table|Treatment Rooms|Skin and Body"
        "|Hands|Retreat|Wellness Room|Corner"
    ),
)

GERMAN = Words(
    female=_w(
        "Anja Barbara Birgit Carina Christa Daniela Elisabeth Eva Franziska Gerda Hanna Ines Julia Karin Katharina"
        " Lena Magdalena Marlies Nadine Petra Ronja Sabine Silke Theresa Ulrike Verena"
    ),
    male=_w(
        "Andreas Bernd Christoph Daniel Emil Florian Georg Hannes Jakob Johannes Lukas Markus Matthias Moritz Paul"
        " Rainer Sebastian Stefan Thomas Tobias Ulrich Valentin"
    ),
    surnames=_w(
        "Angerer Bachmann Berger Brandner Ebner Eder Fuchs Gruber Haas Hofer Huber Kaiser Kern Lechner Leitner Maier"
        " Moser Neumann Pichler Reiter Sailer Schuster Seidl Stadler Steiner Vogt Wagner Weiss Winkler Zeller"
    ),
    salon_first=_p("Stille|Sanfte|Leise|Warme|Ruhige|Helle|Gelassene|Lange|Kleine|Blaue"),
    salon_second=_p("Stunde|Auszeit|Stube|Hände|Pause|Oase am Markt|Kammer|Rast|Quelle|Insel"),
)

CATALAN = Words(
    female=_w(
        "Aina Berta Carla Cèlia Clara Elisenda Gemma Glòria Laia Mariona Marta Mireia Montse Núria Rosa"
    ),
    male=_w("Albert Arnau Bernat Biel Carles Ferran Gerard Jordi Lluís Marc Martí Oriol Pau Pere Roger"),
    surnames=_w(
        "Armengol Bosch Casals Codina Esteve Farré Font Mas Molné Palau Pons Riba Serra Solà Torres Vila"
    ),
    salon_first=_p("Mans de|Racó de|Casa de|Espai de"),
    salon_second=_p("Calma|Llum|Neu|Pedra Fina|Bon Aire|Silenci"),
)

FRENCH = Words(
    female=_w(
        "Agnès Camille Chloé Claire Élise Inès Jeanne Léa Louise Manon Margot Nathalie Odile Pauline Solène"
    ),
    male=_w(
        "Adrien Antoine Bastien Damien Étienne Fabien Gaspard Hugo Julien Laurent Mathieu Nicolas Rémi Théo"
    ),
    surnames=_w(
        "Arnaud Barbier Bonnet Carlier Dumas Fabre Garnier Lambert Marchand Noël Olivier Picard Renaud Vidal"
    ),
    salon_first=_p("La Pause|La Maison|L’Heure|Le Jardin"),
    salon_second=_p("Bleue|Tranquille|Lente|Claire|Sereine"),
)

RUSSIAN = Words(
    female=_w(
        "Алёна Анна Вера Дарья Екатерина Елена Ирина Ксения Лидия Марина Надежда Ольга Полина Софья Юлия"
    ),
    male=_w("Алексей Андрей Борис Глеб Дмитрий Илья Кирилл Максим Никита Олег Павел Роман Сергей Тимур"),
    surnames=_w(
        "Белых Гончар Дымченко Захаренко Зимних Коваль Лебедь Мороз Седых Ткач Черных Шевчук Юрченко"
    ),
    salon_first=_p("Тихий|Мягкий|Тёплый|Светлый"),
    salon_second=_p("Час|Дом|Берег|Вечер|Сад"),
)

SINGAPOREAN = Words(
    female=_w(
        "Adeline Aisyah Cheryl Farah Grace Huimin Jiahui Kavitha Meiling Nadia Priya Serene Siti Xinyi"
    ),
    male=_w("Adam Arjun Benjamin Faiz Hafiz Junwei Kumar Marcus Nigel Rahman Weijie Zhihao"),
    surnames=_w("Abdullah Chan Goh Koh Lee Lim Menon Ng Ong Rahim Raj Tan Teo Wong Yeo"),
    salon_first=_p("Rain Tree|Slow Orchid|Lotus Lane|Quiet Bay|Jade Lantern"),
    salon_second=_p("Bodywork|Massage Rooms|Treatment House|Wellness Room"),
)
