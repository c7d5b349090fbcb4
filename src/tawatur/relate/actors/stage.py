"""The corpus stage: actors of single texts, judged to be one, two, or for a person to decide."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from tawatur.core.model import EntityType, Judgement, Verdict
from tawatur.core.ports import Corpus
from tawatur.extract.names.actors import Key
from tawatur.extract.names.bodies import bare_words, short_for
from tawatur.extract.names.persons import units
from tawatur.extract.names.words import Words
from tawatur.names import Comparison, Decision, compare, name_keys
from tawatur.names.data import attested
from tawatur.names.fold import fold_name
from tawatur.names.model import Level
from tawatur.names.sound import sound_codes
from tawatur.names.words import relate
from tawatur.relate.actors.groups import Groups
from tawatur.relate.actors.namesakes import differ
from tawatur.relate.actors.profile import Profile, profiles
from tawatur.resources.sentences import Sentence, arabic, english, say

_COMMON = 20  # bearers from which a word is a given name that says little
_NISBA = 4  # letters above which a word in «ي» is a family name («سليماني», not «هاني»)
_BLOCK = 40  # names that share a key before the key is too common to say anything
_RARE = 0.5  # share of texts up to which company says something
_WIDE = 0.002  # the same share in a large case
_FEW = 5  # texts in which company says something in any case
_COMPARED = (EntityType.PER, EntityType.ORG, EntityType.LOC)
#: Reasons of a proposal that evidence beside the name can settle.
_SETTLED = frozenset(
    ("extra_part", "title_dropped", "article_one_side", "similar_word", "initial", "son_one_side", "same_words")
)
#: Reasons that hold two names apart for good.
_FORBIDS = frozenset(("father_differs", "kunya_differs", "ordinal_differs", "known_different", "nation_differs"))


class Actors:
    """Judgements on the actors of a case's texts."""

    name = "actors"
    version = "4"

    def __call__(self, corpus: Corpus) -> Sequence[Judgement]:
        """Judgements, the surest first: SAME, DIFFERENT (a rule forbids a link) and UNSURE (a proposal)."""
        found = [p for text in corpus.texts() for p in profiles(corpus, text)]
        return Case(found, len(corpus.texts())).judge()


def _say(code: str, **values: str) -> Sentence:
    """A reason as a sentence."""
    return say("actors.yaml", code, **values)


class Case:
    """The work on one case: profiles, their clusters, and the judgements so far."""

    def __init__(self, found: Sequence[Profile], texts: int) -> None:
        self.profiles = {p.id: p for p in found}
        self.texts = max(1, texts)
        self.groups = Groups(self.profiles)
        self.judgements: list[Judgement] = []
        self._ambiguous: list[tuple[list[list[Profile]], list[Profile]]] = []

    def judge(self) -> list[Judgement]:
        """All judgements, in order of verdict and score."""
        self._same_keys()
        self._company()
        self._settle_namesakes()
        self._spellings()
        self._short_bodies()
        self._generic_bodies()
        self._single_names()
        order = {Verdict.SAME: 0, Verdict.DIFFERENT: 1, Verdict.UNSURE: 2}
        return sorted(self.judgements, key=lambda j: (order[j.verdict], -j.score, j.id))

    def _same(self, left: Profile, right: Profile, score: float, rule: str, *reasons: Sentence) -> None:
        if self.groups.find(left.id) != self.groups.find(right.id) and self.groups.join(left.id, right.id):
            self._add(left, right, Verdict.SAME, score, rule, reasons)

    def _add(
        self, left: Profile, right: Profile, verdict: Verdict, score: float, rule: str, reasons: Sequence[Sentence]
    ) -> None:
        said = english(reasons), f"actors/{rule}", arabic(reasons)
        self.judgements.append(Judgement(left.id, right.id, verdict, round(score, 3), *said))

    # The same key

    def _same_keys(self) -> None:
        bearers: dict[Key, list[Profile]] = {}
        for profile in self.profiles.values():
            for key in profile.keys:
                bearers.setdefault(key, []).append(profile)
        for key, group in bearers.items():
            apart = self._namesakes(group) if key[0] == "PER" else [group]
            if len(apart) > 1:
                self._ambiguous.append((apart, [p for p in group if not p.offices]))
            for first, *rest in apart:
                for profile in rest:
                    self._same(first, profile, *_key_reason(key, first, profile))

    def _namesakes(self, group: Sequence[Profile]) -> list[list[Profile]]:
        """Bearers of one name by the offices that tell them apart; all of them where none do."""
        holders: list[list[Profile]] = []
        for profile in group:
            fitting = [h for h in holders if profile.offices and not any(differ(profile.offices, p.offices) for p in h)]
            if fitting:
                fitting[0].append(profile)
            elif profile.offices:
                holders.append([profile])
        return holders if len(holders) > 1 else [list(group)]

    def _settle_namesakes(self) -> None:
        """Hold people of one name apart; who is named without office is whoever company ties to him, if one is."""
        for apart, others in self._ambiguous:
            anchors = [holder[0] for holder in apart]
            for left, right in combinations(anchors, 2):
                self.groups.forbid(left.id, right.id)
                reason = _say("office_differs", name=left.name, words=f"{_office(left)} / {_office(right)}")
                self._add(left, right, Verdict.DIFFERENT, 0.8, "forbidden", [reason])
            for profile in others:
                self._namesake(profile, anchors)

    def _namesake(self, profile: Profile, anchors: Sequence[Profile]) -> None:
        tied = {anchor.id: self.evidence(profile, anchor) for anchor in anchors}
        backed = [anchor for anchor in anchors if tied[anchor.id]]
        if len(backed) == 1:
            reasons = _say("same_person", name=profile.name), *tied[backed[0].id]
            self._same(profile, backed[0], 0.75, "same-name", *reasons)
        else:
            best = max(anchors, key=lambda a: (len(tied[a.id]), len(self.groups.members(a.id))))
            self._add(profile, best, Verdict.UNSURE, 0.45, "proposal", [_say("namesakes", name=profile.name)])

    # Company

    def _company(self) -> None:
        """For every cluster: in how many texts it stands, and the clusters that stand beside it."""
        self._frequency = Counter(root for text in self._by_text().values() for root in text)
        self._names: dict[str, Counter[str]] = defaultdict(Counter)
        for profile in self.profiles.values():
            self._names[self.groups.find(profile.id)][profile.name] += 1

    def _by_text(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for profile in self.profiles.values():
            found[profile.text].add(self.groups.find(profile.id))
        return found

    def _beside(self, actor: str) -> set[str]:
        """Clusters that stand beside any member, countries and what stands in most texts left out."""
        limit = min(max(2.0, _RARE * self.texts), max(_FEW, _WIDE * self.texts)) if self.texts > 3 else self.texts
        found = set()
        for member in self.groups.members(actor)[:_BLOCK]:
            for other in self.profiles[member].company:
                root = self.groups.find(other)
                if self._frequency[root] <= limit and _says_something(self.profiles[member], self.profiles[other]):
                    found.add(root)
        return found

    def evidence(self, left: Profile, right: Profile) -> list[Sentence]:
        """What beside their names ties two actors: a role that both have, actors beside whom both stand."""
        roles = [self._roles(p.id) for p in (left, right)]
        reasons = []
        shared = sorted(roles[0] & roles[1])
        if shared:
            reasons.append(_say("shared_role", words=" ".join(shared[:3])))
        company = self._beside(left.id) & self._beside(right.id)
        company -= {self.groups.find(left.id), self.groups.find(right.id)}
        for root in sorted(company, key=lambda r: (self._frequency[r], r))[:2]:
            reasons.append(_say("shared_company", words=self.profiles[root].name))
        return reasons

    def _roles(self, actor: str) -> frozenset[str]:
        return frozenset().union(*(self.profiles[m].roles for m in self.groups.members(actor)[:_BLOCK]))

    # Spellings

    def _spellings(self) -> None:
        for kind in _COMPARED:
            named = self._distinct(kind)
            for left, right in _blocked(sorted(named), kind.value):
                if self.groups.find(named[left].id) != self.groups.find(named[right].id):
                    self._compared(named[left], named[right], compare(left, right, kind.value))

    def _distinct(self, kind: EntityType) -> dict[str, Profile]:
        """One profile for each name by which a cluster is compared: its fullest; persons' single names left out."""
        found: dict[str, Profile] = {}
        for root in self.groups.roots():
            members = [self.profiles[m] for m in self.groups.members(root)]
            if members[0].kind is kind and any(p.keys for p in members):
                best = min(members, key=lambda p: (-len(p.name.split()), p.name, p.id))
                if best.name and best.keys and best.keys[0][0] in (kind.value, "known"):
                    found.setdefault(best.name, best)
        return found

    def _compared(self, left: Profile, right: Profile, result: Comparison) -> None:
        reasons = [Sentence(r.english, r.arabic) for r in result.reasons]
        codes = {r.code for r in result.reasons}
        if result.decision is Decision.MERGE:
            self._same(left, right, 0.9 * result.score, "spelling", *reasons)
        elif result.decision is Decision.PROPOSE:
            evidence = self.evidence(left, right)
            if len(evidence) > 1 and codes <= _SETTLED and _same_first(left, right):
                self._same(left, right, 0.8 * result.score, "spelling", *reasons, *evidence)
            else:
                self._add(left, right, Verdict.UNSURE, 0.6 * result.score, "proposal", [*reasons, *evidence])
        elif codes & _FORBIDS and result.score >= 0.3:
            self.groups.forbid(left.id, right.id)
            self._add(left, right, Verdict.DIFFERENT, result.score, "forbidden", reasons)

    # Bodies by a short form

    def _short_bodies(self) -> None:
        full: dict[str, list[Profile]] = defaultdict(list)
        seen: set[str] = set()
        bodies = [p for p in self.profiles.values() if p.kind is EntityType.ORG and p.keys]
        for profile in bodies:
            for form in _forms(profile):
                if len(form) > 1 and (mark := f"{self.groups.find(profile.id)} {form}") not in seen:
                    seen.add(mark)
                    full[form[0]].append(profile)
                    full[form[1]].append(profile)
        for profile in self._firsts(bodies):
            self._short_body(profile, full)

    def _firsts(self, found: Iterable[Profile]) -> Iterator[Profile]:
        """One profile of each cluster."""
        seen: set[str] = set()
        for profile in found:
            root = self.groups.find(profile.id)
            if root not in seen:
                seen.add(root)
                yield profile

    def _short_body(self, profile: Profile, full: Mapping[str, Sequence[Profile]]) -> None:
        form = max(_forms(profile), key=len)
        if len(form) > 2 or profile.generic:
            return
        fitting: dict[str, Profile] = {}
        for other in full.get(form[0], ())[:_BLOCK]:
            root = self.groups.find(other.id)
            if root != self.groups.find(profile.id) and any(short_for(f, form) for f in _forms(other)):
                fitting.setdefault(root, other)
        self._short(profile, list(fitting.values()))

    def _short(self, profile: Profile, fitting: Sequence[Profile]) -> None:
        """Judge a short name against the fuller ones it fits: joined where one fits and evidence ties them."""
        if not fitting or len(fitting) > 5:
            return
        tied = {other.id: self.evidence(profile, other) for other in fitting}
        backed = [other for other in fitting if tied[other.id]]
        best = min(fitting, key=lambda o: (-len(tied[o.id]), o.id))
        names = {"name": profile.name, "other": best.name}
        enough = len(backed) == len(fitting) == 1 and not (_is_given(profile) and len(tied[best.id]) < 2)
        if enough:
            self._same(profile, best, 0.75, "short-name", _say("short_name", **names), *tied[best.id])
        else:
            why = _say("short_name" if len(fitting) == 1 else "short_rivals", **names)
            reasons = [why, *(tied[best.id] or [_say("no_evidence")])]
            self._add(profile, best, Verdict.UNSURE, 0.45, "short-name", reasons)

    # Bodies that every country has

    def _generic_bodies(self) -> None:
        bearers: dict[Words, list[Profile]] = defaultdict(list)
        for profile in self._firsts(p for p in self.profiles.values() if p.generic):
            for words in profile.generic:
                self._generic_body(profile, bearers[words])
                bearers[words].append(profile)

    def _generic_body(self, profile: Profile, others: Sequence[Profile]) -> None:
        """Judge a body that every country has against those of the same name, where a text does not tell of which
        country: one where company ties it to one of them alone, else for a person to decide."""
        known = self._homes(profile)
        open_ = [o for o in others[:_BLOCK] if not (known and self._homes(o))]
        rivals = {self.groups.find(o.id): o for o in reversed(open_)}
        rivals.pop(self.groups.find(profile.id), None)
        tied = {root: self.evidence(profile, other) for root, other in rivals.items()}
        backed = [root for root in rivals if tied[root]]
        if len(backed) == 1:
            reasons = _say("home_shared", name=profile.name), *tied[backed[0]]
            self._same(rivals[backed[0]], profile, 0.7, "home", *reasons)
        elif rivals:
            best = max(rivals, key=lambda root: (len(tied[root]), len(self.groups.members(root))))
            reason = _say("home_unknown", name=profile.name)
            self._add(rivals[best], profile, Verdict.UNSURE, 0.4, "proposal", [reason, *tied[best]])

    def _homes(self, profile: Profile) -> frozenset[str]:
        """The countries of which the texts of an actor's cluster speak most, where they tell whose body it is."""
        members = self.groups.members(self.groups.find(profile.id))
        return frozenset(key[1] for m in members for key in self.profiles[m].keys if key[0] == "home")

    # Persons by one name

    def _single_names(self) -> None:
        fuller: dict[str, list[Profile]] = defaultdict(list)
        persons = [p for p in self.profiles.values() if p.kind is EntityType.PER]
        for profile in self._firsts(p for p in persons if p.keys):
            for key in {key for m in self.groups.members(profile.id) for key in self.profiles[m].keys}:
                for part in {key[-1], *(u for u in key[1:] if not u.startswith("plain:"))}:
                    fuller[part.partition(":")[2]].append(profile)
        alone: dict[Key, list[Profile]] = defaultdict(list)
        for profile in persons:
            if not profile.keys:
                for key in profile.weak:
                    alone[key].append(profile)
        for key, group in sorted(alone.items()):
            fitting = list(self._firsts(fuller.get(key[-1].partition(":")[2], ())))
            self._alone(group, fitting)

    def _alone(self, group: Sequence[Profile], fitting: Sequence[Profile]) -> None:
        """Judge the texts that give a person by one name: against the fuller names, then against each other."""
        for profile in group[:_BLOCK]:
            self._short(profile, fitting)
        if fitting:
            return
        first = group[0]
        for profile in group[1:_BLOCK]:
            evidence = self.evidence(first, profile)
            reason = _say("single_name", name=profile.name)
            if evidence and not _is_given(profile):
                self._same(first, profile, 0.7, "single-name", reason, *evidence)
            else:
                evidence = evidence or [_say("no_evidence")]
                self._add(first, profile, Verdict.UNSURE, 0.35, "single-name", [reason, *evidence])


def _forms(profile: Profile) -> list[Words]:
    return [bare_words(form) for form in profile.forms] or [("",)]


def _same_first(left: Profile, right: Profile) -> bool:
    """Whether names of persons begin alike: a further name in front is another person's («نبيل سامر الحلاق»)."""
    if left.kind is not EntityType.PER:
        return True
    one, two = units(" ".join(fold_name(left.name).split())), units(" ".join(fold_name(right.name).split()))
    return bool(one and two) and relate(one[0].core, two[0].core)[0] is not Level.DIFFERENT


def _says_something(actor: Profile, other: Profile) -> bool:
    """Whether to stand beside another may tell who an actor is: countries do not, and for persons no place does."""
    if actor.kind is EntityType.PER:
        return other.kind is not EntityType.LOC and not _is_country(other)
    return not _is_country(other)


def _is_country(profile: Profile) -> bool:
    return any(key[0] in ("country", "government") for key in profile.keys)


def _office(profile: Profile) -> str:
    head, told = profile.offices[0]
    return " ".join((head, *sorted(told)))


def _is_given(profile: Profile) -> bool:
    """Whether a person is called by a given name alone, which many bear («زينب», «نصر الدين»)."""
    if profile.kind is not EntityType.PER or profile.keys or not profile.name:
        return False
    word = fold_name(profile.name).split()[0]
    of_place = word.endswith("ي") and len(word) > _NISBA
    return not of_place and attested().native.get(word, 0) >= _COMMON


def _key_reason(key: Key, left: Profile, right: Profile) -> tuple[float, str, Sentence]:
    """Score, rule and sentence for two actors with the same key."""
    names = {"name": left.name, "other": right.name}
    table = {
        "PER": (0.95, "same-name", "same_person"),
        "ORG": (0.95, "same-name", "same_body"),
        "LOC": (0.95, "same-name", "same_place"),
        "known": (0.97, "known", "known"),
        "country": (0.99, "country", "country"),
        "government": (0.97, "government", "government"),
        "home": (0.85, "home", "home"),
    }
    score, rule, code = table.get(key[0], (0.9, "same-name", "same_thing"))
    return score, rule, _say(code, **names)


def _blocked(names: Sequence[str], kind: str) -> Iterator[tuple[str, str]]:
    """Pairs of names that share a key of two words, a whole name or an acronym; keys that many share are left out."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        for key in _person_keys(name) if kind == EntityType.PER else name_keys(name, kind):
            if not key.startswith("1:"):
                blocks[key].append(number)
    pairs = {pair for key, block in blocks.items() if 1 < len(block) <= _BLOCK for pair in combinations(block, 2)}
    for left, right in sorted(pairs):
        yield names[left], names[right]


def _person_keys(name: str) -> Iterator[str]:
    """The sounds of a person's first and last part, in either order, and of the whole."""
    parts = units(" ".join(fold_name(name).split()))
    if len(parts) > 1:
        for one in sound_codes(parts[0].core):
            for two in sound_codes(parts[-1].core):
                yield "+".join(sorted((one, two)))
    yield "=" + fold_name(name).replace(" ", "")
