"""Made-up services for grown-ups, among which the demonstration's lie: alike in a word, never an answer."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

from feedback_api.directory.check import as_uuid
from feedback_api.directory.places import Places

KINDS: Sequence[tuple[str, str]] = (
    ("Swimming for Over 60s", "Gentle lengths and aqua aerobics for retired people."),
    ("Walking Football", "Football at walking pace for men over fifty."),
    ("Indoor Bowls", "Bowls on a carpet, with tea afterwards, for pensioners."),
    ("Ballroom Dancing", "Waltz and foxtrot for adult couples."),
    ("Chair Exercise", "Keep moving after a fall. For people over seventy."),
    ("Yoga at Work", "Lunchtime stretching for office workers."),
    ("Allotment Society", "Plots to rent, a seed shop and a yearly show."),
    ("Knit and Natter", "Bring your needles and meet the neighbours."),
    ("Dementia Cafe", "Coffee and songs for people with memory loss and those who look after them."),
    ("Debt Advice", "Help with loans, council tax and bailiffs."),
    ("English for Adults", "Reading and writing classes for adults whose first language is another."),
    ("Job Club", "Write a CV and look for work, for adults out of work."),
    ("Community Transport", "Lifts to the hospital and the shops for older people."),
    ("Lunch Club", "A hot meal twice a week for older people who live alone."),
    ("Stop Smoking", "Twelve weeks of support and patches."),
    ("Weight Loss Group", "Weigh in, and swap recipes. For adults."),
    ("Bereavement Group", "For adults who have lost a husband or a wife."),
    ("Men's Shed", "Woodwork and company for retired men."),
    ("Choir for the Over 50s", "Sing show songs. Nobody is tested."),
    ("Local History Society", "Talks on mills, canals and railways."),
    ("Home Library", "Books brought to the homes of people who are housebound."),
    ("Foot Clinic", "Toenail cutting for diabetic adults."),
    ("Stroke Club", "Talking and games for adults after a stroke."),
    ("Hearing Aid Batteries", "Batteries and tubes for adults with hearing aids."),
    ("Carers' Lunch", "A meal for those who look after an elderly parent."),
    ("Care Home Advice", "How to choose and pay for a care home."),
    ("Handyman", "Grab rails, light bulbs and locks for older tenants."),
    ("Computer Classes", "E-mail and shopping online for beginners over sixty."),
    ("Food Bank", "Three days of food with a voucher."),
    ("Repair Cafe", "Volunteers mend toasters, clothes and bicycles."),
    ("Wine Tasting", "Six wines an evening."),
    ("Antenatal Yoga", "For women in the last months of pregnancy."),
    ("Divorce Mediation", "Agree on money and the house without a court."),
    ("Alcohol Support", "One to one talks for adults who drink too much."),
    ("Housing Repairs", "Report damp, leaks and broken boilers to the council."),
    ("Business Start-Up", "A course for people who want to be their own boss."),
    ("Veterans' Breakfast", "For those who served, every second Saturday."),
    ("Bridge Club", "Cards for those who know the rules."),
    ("Parkrun Volunteers", "Stand at a corner in a yellow vest."),
    ("Prostate Support Group", "For men after surgery, and their partners."),
)
WHOSE = ("Example", "Hillside", "Riverside", "St Example's", "Northern", "Green Lane", "Old Mill", "Station Road")
OUTCODES = ("M1", "M14", "M16", "M20", "M21", "M22", "M23", "M31", "M32", "M33", "M41", "SK4", "WA13", "WA14", "WA15")


def others(count: int, places: Places, source: str = "others") -> list[dict[str, Any]]:
    """`count` services in the standard's form, the same at each call."""
    chance = random.Random(76)  # noqa: S311 - made-up data
    records = []
    for number in range(count):
        kind, about = KINDS[number % len(KINDS)]
        outcode = chance.choice(OUTCODES)
        point = places.points[outcode]
        records.append(
            {
                "id": as_uuid(source, "service", number),
                "name": f"{chance.choice(WHOSE)} {kind} {number // len(KINDS) + 1}",
                "description": f"{about} Group {number} meets near {outcode}. Ring first.",
                "status": "active",
                "minimum_age": chance.choice((26, 30, 50, 60)),
                "cost_options": [{"id": as_uuid(source, "cost", number), "amount": chance.choice((0, 2, 5))}],
                "schedules": [
                    {
                        "id": as_uuid(source, "schedule", number),
                        "byday": chance.choice(("MO", "TU", "WE", "TH", "FR", "SA", "SU")),
                    }
                ],
                "service_at_locations": [
                    {
                        "id": as_uuid(source, "link", number),
                        "location": {
                            "id": as_uuid(source, "location", number),
                            "location_type": "physical",
                            "latitude": point.latitude + chance.uniform(-0.02, 0.02),
                            "longitude": point.longitude + chance.uniform(-0.02, 0.02),
                        },
                    }
                ],
            }
        )
    return records
