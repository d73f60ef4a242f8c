"""The Isle with a past: drills, statements, talks, what was undertaken, and a study of it all."""

from datetime import date, timedelta
from pathlib import Path

from isle_world import Isle

KINDS = "\n".join(
    f'[[kinds]]\nid = "{kind}"\nlabel = "{label}"'
    for kind, label in (
        ("launch", "launch"),
        ("launch.cruise", "cruise missile launch"),
        ("exercise", "exercise"),
        ("exercise.joint", "joint exercise"),
        ("statement", "statement"),
        ("statement.ministry", "statement of the ministry"),
        ("statement.leader", "word of the leader"),
        ("talks", "talks"),
        ("talks.working", "working talks"),
        ("talks.other", "other diplomacy"),
        ("summit", "summit"),
    )
)
LEVELS = """
[[levels]]
id = "leader"
label = "the leader's word"
rank = 1
[[levels]]
id = "ministry"
label = "a ministry's word"
rank = 2
"""
ACTORS = "code,kind,names\nAAA,country,Aland\nBBB,country,Borland\nCCC,country,Corland\n"
DRILLS = "id,start,end,precision,name,participants,kind,scale,announced,changed,changed_on,held,note,source"
STATEMENTS = "id,date,actor,speaker,office,channel,level,addressees,stance,inferred,first_seen,note,source"
DIPLOMACY = "id,start,end,precision,kind,name,participants,first_seen,note,source"
UNDERTAKINGS = (
    "id,statement,form,condition,arms_on,arms_actors,arms_words,unless,arm_by,deed,deeds,deed_actors,deed_words,due,"
    "horizon_days,note"
)
STUDIES = """
[[studies]]
id = "ash-2029"
label = "Ash 2029"
citation = "Ash, B. (2029). Drills."
source = "a made-up journal"
start = 2028-01-01
end = 2028-12-31
years_checked = true
occasions = ["exercise.joint"]
participants = ["BBB"]
after_days = 2
deeds = ["launch"]
stances = ["threaten"]
finding = "effect"
published = "drills are answered"
taken = "drills and launches"
ours = "nothing"
[[studies]]
id = "birch-2030"
label = "Birch 2030"
citation = "Birch, C. (2030). No drills."
source = "a made-up journal"
start = 2029-01-01
end = 2029-12-31
occasions = ["exercise.joint"]
participants = ["BBB"]
deeds = ["launch"]
finding = "no_effect"
published = "drills are not answered"
taken = "the same, while they last"
ours = "the years"
"""
FILES = {"kinds.toml": KINDS, "levels.toml": LEVELS, "actors.csv": ACTORS, "studies.toml": STUDIES}
FIRST = date(2028, 2, 7)


class Strait(Isle):
    """The Isle's firings; a drill every fifth week; a threat before each, addressed to Borland."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.drills = [FIRST + timedelta(days=35 * n) for n in range(20)]
        for name, text in (
            ("kinds.toml", KINDS),
            ("levels.toml", LEVELS),
            ("actors.csv", ACTORS),
            ("studies.toml", STUDIES),
        ):
            (self.pack / name).write_text(text)
        self._table("drills", DRILLS, [
            f"d{n},{day},{day + timedelta(days=4)},day,Tide {n},BBB;CCC,exercise.joint,,{day},none,,true,,Almanac"
            for n, day in enumerate(self.drills)
        ])  # fmt: skip
        self._table("statements", STATEMENTS, [
            f"s{n},{day - timedelta(days=3)},AAA,Ann Lee,,Post,{'leader' if n % 4 == 0 else 'ministry'},BBB,threaten,,,"
            "fire over the drill,Post"
            for n, day in enumerate(self.drills)
        ])  # fmt: skip
        self._table("diplomacy", DIPLOMACY, [
            "t1,2028-03-01,2028-03-02,day,talks.working,Envoys meet,AAA;BBB,,,Post",
            "t2,2029-01-10,2029-01-10,day,talks.other,Aland cuts contacts,AAA;BBB,,,Post",
            "t3,2029-09-01,2029-09-01,day,summit,The two leaders meet,AAA;BBB,,,Post",
        ])  # fmt: skip
        self._table("undertakings", UNDERTAKINGS, [
            "u1,s0,threat,if the drill is held,exercise.joint,BBB,,,,fire,launch,AAA,,,20,",
            "u2,s19,threat,,,,,,,a summit called off,talks,AAA,summit,,400,",
            "u3,s2,promise,,,,,,,fire once more,launch,AAA,,2028-04-20,,",
            "u4,s3,threat,if leaflets come,,,,,,fire,launch,AAA,,,,",
        ])  # fmt: skip

    def _table(self, name: str, columns: str, rows: list[str]) -> None:
        (self.pack / "history" / f"{name}.csv").write_text("\n".join([columns, *rows, ""]))
