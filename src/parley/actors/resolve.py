"""Whom pronouns and descriptions stand for, going through the report from its start: one candidate or none.

Evidence, after Hobbs (1978) and Lappin & Leass (1994): number, gender, kind; nearness; subjects before objects; who spoke last; not the other argument of
the same verb.
"""

import itertools
from collections.abc import Iterator
from typing import NamedTuple

from parley.actors.find import Finder
from parley.actors.joint import coordinations
from parley.actors.nouns import owned_body
from parley.actors.table import Names
from parley.actors.who import Draft, OfficeSeen, Who
from parley.model import Sentence
from parley.model.tree import ancestors, dependent

STATES = ("state:", "party:", "polity:")
HUMAN = ("person", "office", "anonymous")
LOOK_BACK = 300  # how many others may have been named since the one whom a description means
WINDOW = 4  # sentences that a pronoun looks back over
# Weights of a candidate, tuned on reports of our own (he and she): its role, whether its verb is one of speech and will, where it stands.
SUBJECT, OBJECT, OBLIQUE, MODIFIER, OWNER = 1.8, 0.0, -0.7, -0.6, 1.2
ACTS, QUOTED, UNNAMED, UNNAMED_HUMAN, PER_SENTENCE, SEX, AGAIN = 1.2, -1.5, -0.8, -1.2, -1.9, 1.0, 0.2
FRAGMENT = 6  # tokens: what is shorter and has no verb names whom the next sentence is about
IMPERSONAL = (
    "be",
    "seem",
    "take",
    "appear",
    "mean",
    "depend",
    "make",
    "remain",
    "become",
    "look",
    "matter",
    "help",
    "rain",
    "come",
    "go",
    "need",
    "require",
    "cost",
    "work",
    "happen",
)
SUBJECTS = ("nsubj", "nsubjpass", "agent")
THINGS = ("organisation", "armed_group", "outlet", "agency", "joint", "group", "document")


class Seen(NamedTuple):
    """One mention that could be meant later."""

    key: str
    sentence: int
    head: int
    weight: float
    plural: bool


class Resolver:
    """Goes through the drafts in order and gives pronouns and descriptions the key of the one whom they stand for, or a reason."""

    def __init__(self, sentences: tuple[Sentence, ...], names: Names, finder: Finder) -> None:
        w = finder.w
        self.finder = finder
        self.sentences = sentences
        self.names = names
        self.who = names.who
        self.w = w
        self.joined: list[Draft] = []
        self.seen: list[Seen] = []
        self.late: dict[str, None] = {}
        self.waiting: Draft | None = None
        self.done: list[Draft] = []
        self.names_at: dict[tuple[int, int], Draft] = {}
        self.by_head: dict[tuple[int, int], str | None] = {}
        self.speaker = _speakers(sentences)
        self.told = list(
            itertools.accumulate(int(sent.quotation < 0) for sent in sentences)
        )  # the reporter's sentences so far: quoted ones count as their frame

    def run(self, drafts: list[Draft]) -> None:
        """Resolves all drafts of a report, in place; `joined` then holds those of its coordinations."""
        subject: dict[int, Draft] = {}
        for draft in drafts:
            if draft.dep in SUBJECTS and draft.key is not None:
                subject.setdefault(draft.sentence, draft)
        self.names_at = {(d.sentence, d.head): d for d in drafts if d.rule == "name"}
        for _, group in itertools.groupby(drafts, key=lambda d: d.sentence):
            here = list(group)
            for draft in here:
                self.step(draft, subject)
            for whole in coordinations(self.sentences, here, self.names, self.w):
                self.joined.append(whole)
                if whole.key is not None:
                    self.remember(whole)

    def step(self, draft: Draft, subject: dict[int, Draft]) -> None:
        """Resolves one draft, and keeps it for what comes."""
        self.one(draft, subject)
        self.introduce(draft)
        self.done.append(draft)
        if draft.key is None and draft.kind != "place" and draft.form not in ("pronoun", "joint", "name"):
            self.bring_in(draft)
        if draft.form != "demonym":
            self.by_head.setdefault((draft.sentence, draft.head), draft.key)
        if draft.key is not None and not draft.generic:
            self.remember(draft)
        if draft.dep == "poss" and draft.key is not None and (owned := self.finder.by_pronoun.get((draft.sentence, draft.head))) is not None:
            self.belongs(owned, draft.key)

    def one(self, draft: Draft, subject: dict[int, Draft]) -> None:
        """Resolves one draft."""
        if draft.owner >= 0 and (owner := self.by_head.get((draft.sentence, draft.owner))) is not None:
            self.owned(draft, owner)
        if draft.rule == "relative":
            self.relative(draft)
        elif draft.form == "pronoun":
            self.pronoun(draft, subject)
        elif draft.rule == "surname":
            self.surname(draft)
        elif draft.rule == "description":
            self.description(draft)
        elif draft.rule == "body" and draft.key is None:
            self.apposed(draft)
            if draft.key is None:
                self.thing(draft)
        elif draft.rule == "unnamed":
            draft.reason = "anonymous"
        elif draft.rule == "document" and draft.definite:
            self.thing(draft)
        elif draft.rule in ("indefinite", "collective", "document") and draft.key is None:
            draft.reason = "anonymous" if draft.rule == "indefinite" else "not named"

    def owned(self, draft: Draft, owner: str) -> None:
        """Whose a description is, when a pronoun says so ("its foreign minister", "her government": that of her state)."""
        who = self.who[owner]
        if who.unnamed:
            return
        draft.of = who.of if who.kind == "person" and who.of is not None and draft.rule == "body" and draft.title in self.w.bodies else owner
        if draft.rule in ("body", "collective") and draft.key is None:
            owned_body(draft, self.finder)

    def belongs(self, who: Who, owner: str) -> None:
        """ "Its spokeswoman, Ada Renn": whose she is, learned from the pronoun."""
        if self.who[owner].unnamed or owner == who.key:
            return
        if who.nouns & self.w.small["opposite"]:  # "her Bayan counterpart" holds what she holds
            who.nouns.update(self.who[owner].nouns)
            return
        who.of = who.of or owner
        for office in who.offices:
            office.of = office.of or owner

    def introduce(self, draft: Draft) -> None:
        """ "The mayor of Ostrel resigned on Friday. Jan Brandl said …": the press names in its next sentence whom it brought in by office.

        The name is that person's when it is a full one, a subject, without any title of its own in the whole report, and the first person after the office.
        """
        if draft.dep not in SUBJECTS or draft.quoted or draft.plural:
            return
        if self.unheard(draft):
            self.waiting = draft
            return
        office = self.waiting
        if office is None or draft.kind not in HUMAN or draft.rule != "name" or draft.key is None:
            return
        who = self.who[draft.key]
        self.waiting = None
        told = self.told[draft.sentence] - self.told[office.sentence]
        if not 0 < told <= 2 or who.nouns or who.offices or len(who.words) < 2 or office.gender and who.gender not in ("", office.gender):
            return
        self.unite(office, who)

    def unheard(self, draft: Draft) -> bool:
        """Whether a draft brings in the holder of an office for the first time: "the mayor of Ostrel", "a spokesman for the army"."""
        if draft.rule == "description" and draft.kind == "office":
            return draft.key is not None and draft.key.startswith("office:") and not any(s.key == draft.key for s in self.seen)
        return draft.rule == "unnamed" and draft.count == 1 and draft.of is not None and draft.lemma in self.w.offices

    def unite(self, office: Draft, who: Who) -> None:
        """An office without a name and a person are one: what was given to the office is the person's, in place."""
        span = self.finder.doc.document.span(office.start, office.end)
        who.offices.append(OfficeSeen(office.title, office.lemma, office.of, office.former, span))
        who.nouns.add(office.lemma)
        who.of, who.gender = who.of or office.of, who.gender or office.gender
        old = office.key
        for draft in self.done:
            if draft.key == old:
                draft.key, draft.kind, draft.reason = who.key, who.kind, None
                draft.count = draft.hint = None
        self.seen = [s._replace(key=who.key) if s.key == old else s for s in self.seen]
        self.by_head = {at: who.key if key == old else key for at, key in self.by_head.items()}
        self.late.pop(old or "", None)

    def apposed(self, draft: Draft) -> None:
        """ "The charity Open Well": the name beside a body's noun is the body's."""
        sent = self.sentences[draft.sentence]
        for child in sent.children[draft.head]:
            named = self.names_at.get((draft.sentence, child))
            if sent.tokens[child].dep == "appos" and named is not None and named.key is not None and named.kind in THINGS:
                draft.key, draft.kind = named.key, named.kind
                self.who[named.key].nouns.add(draft.lemma)

    def bring_in(self, draft: Draft) -> None:
        """Somebody whom the report does not name: a candidate for later pronouns and descriptions all the same."""
        key = f"~{len(self.who)}"
        nouns = {draft.lemma} if draft.lemma else set()
        gender = draft.gender or ("thing" if draft.kind in ("document", "organisation") else "")
        self.who[key] = Who(key, draft.name, draft.kind, of=draft.of, gender=gender, plural=draft.plural, nouns=nouns, brought=draft)
        draft.key = key

    def remember(self, draft: Draft) -> None:
        """Keeps a resolved draft as a candidate for what comes."""
        key = draft.key or ""
        agent = self.agent(draft)
        weight = SUBJECT if draft.dep in SUBJECTS or agent is not None else OBJECT if draft.dep in ("dobj", "dative", "attr", "conj") else OBLIQUE
        if draft.acts or agent in self.w.speech:
            weight += ACTS
        if draft.quoted:
            weight += QUOTED
        if draft.dep in ("poss", "compound", "amod", "nmod"):
            weight += MODIFIER
            weight = max(weight, OWNER) if self.leads(draft) else weight
        if draft.dep == "ROOT" and len(self.sentences[draft.sentence].tokens) < FRAGMENT:
            weight = SUBJECT  # "And Norra?"
        if self.who[key].unnamed:
            weight += UNNAMED
        self.late.pop(key, None)
        self.late[key] = None
        self.seen.append(Seen(key, draft.sentence, draft.head, weight, draft.plural))

    def leads(self, draft: Draft) -> bool:
        """Whether somebody owns the thing that a sentence is about ("Norra's opening bid was nine percent")."""
        tokens = self.sentences[draft.sentence].tokens
        owned = tokens[tokens[draft.head].head]
        if draft.dep != "poss" or owned.dep not in ("nsubj", "nsubjpass") or tokens[owned.head].head != owned.head:
            return False
        sent = self.sentences[draft.sentence]
        return owned.pos == "NOUN" and owned.lemma not in self.w.organisations and not self.finder.is_person_noun(sent, owned.i)

    def agent(self, draft: Draft) -> str | None:
        """The verb of which somebody is the agent in the passive ("described as useful by Renn"), wherever the parse hangs "by": its logical subject."""
        sent = self.sentences[draft.sentence]
        by = sent.tokens[sent.tokens[draft.head].head]
        if draft.dep != "pobj" or by.lower not in self.w.small["agents"]:
            return None
        above = next((t for t in ancestors(sent, by.i) if t.pos == "VERB"), None)
        return above.lemma if above is not None and dependent(sent, above.i, "auxpass") is not None else None

    def relative(self, draft: Draft) -> None:
        """ "Who" and "which": the noun that the clause hangs on, or the one above it ("Tubb of Weir Lane, who …")."""
        tokens = self.sentences[draft.sentence].tokens
        at = draft.antecedent
        human = tokens[draft.head].lower in self.w.small["who"]
        while True:
            key = self.by_head.get((draft.sentence, at))
            if key is not None and not (human and self.who[key].kind in ("document", "organisation", "state")):
                draft.key, draft.kind = key, self.who[key].kind
                return
            above = tokens[at].head
            if tokens[at].dep == "pobj" and tokens[above].dep == "prep":
                at = tokens[above].head
            elif tokens[at].dep in ("appos", "compound", "conj") and above != at:
                at = above
            else:
                draft.reason = "antecedent unknown"
                return

    # --- pronouns

    def pronoun(self, draft: Draft, subject: dict[int, Draft]) -> None:
        """A personal pronoun."""
        kind = draft.gender
        if kind in ("speaker", "addressee"):
            draft.reason = "speaker" if draft.quoted and kind == "speaker" else "addressee" if kind == "addressee" else "author"
            return
        if self.sentences[draft.sentence].tokens[draft.head].lower.endswith(("self", "selves")):
            keys = [k for i in sorted(self.subjects(draft)) if (k := self.by_head.get((draft.sentence, i))) is not None]
            draft.key, draft.rule = keys[0] if keys else None, "pronoun:reflexive"
            draft.reason = None if keys else "no antecedent"
            return
        main = subject.get(draft.sentence)
        if main is not None and draft.head < main.head and self.fits(main.key or "", kind) and draft.dep != "nsubj" and self.fronted(draft, main):
            draft.key, draft.rule = main.key, "pronoun:fronted"
        elif kind in ("thing", "plural") and (teller := self.teller(draft, kind)) is not None:
            draft.key, draft.rule = teller, "pronoun:teller"
        else:
            draft.key = self.best(draft, kind)
        if draft.key is None:
            draft.reason = "no antecedent"
            return
        who = self.who[draft.key]
        draft.kind = who.kind
        if kind in ("man", "woman") and not who.gender:
            who.gender = kind

    def teller(self, draft: Draft, kind: str) -> str | None:
        """Who says it, for "it" and "they" as the subject of what is said ("Norra told the inspectors that it would pay"): a body speaks of itself."""
        tokens = self.sentences[draft.sentence].tokens
        verb = tokens[tokens[draft.head].head]
        while verb.dep in ("xcomp", "conj") and tokens[verb.head].pos in ("VERB", "AUX") and verb.head != verb.i:
            verb = tokens[verb.head]
        above = tokens[verb.head]
        if draft.dep not in ("nsubj", "nsubjpass") or verb.dep != "ccomp" or above.lemma not in self.w.speech or tokens[draft.head].quote >= 0:
            return None
        own = next((c for c in self.sentences[draft.sentence].children[above.i] if tokens[c].dep == "nsubj"), None)
        key = self.by_head.get((draft.sentence, own)) if own is not None and own < draft.head else None
        if key is None:
            return None
        who = self.who[key]
        bare = kind == "thing" and who.kind == "person" and len(who.words) == 1 and not (who.gender or who.offices or who.nouns)
        if bare and tokens[tokens[draft.head].head].lemma not in IMPERSONAL:
            return key  # "Hapsen said it would sail": a name of one word, of which nothing says that it is a person's
        return key if self.fits(key, kind) and (kind == "thing" or who.plural or who.kind == "joint") else None

    def fronted(self, draft: Draft, main: Draft) -> bool:
        """Whether the pronoun stands in an adjunct before the main subject ("In his address, Renn said")."""
        tokens = self.sentences[draft.sentence].tokens
        i = draft.head
        while tokens[i].head != i:
            i = tokens[i].head
            if i == tokens[main.head].head:
                return True
            if tokens[i].dep in ("nsubj", "nsubjpass"):
                return False
        return False

    def fits(self, key: str, kind: str) -> bool:
        """Whether number, gender and kind allow the pronoun to stand for that one."""
        who = self.who.get(key)
        if who is None:
            return False
        if kind in ("man", "woman"):
            return who.kind in HUMAN and not who.plural and who.gender in ("", kind)
        if kind == "thing":
            return who.kind in ("state", "organisation", "armed_group", "government", "outlet", "agency", "document", "group") and not who.plural
        return who.plural or who.kind in ("group", "joint", "armed_group", "organisation")

    def best(self, draft: Draft, kind: str) -> str | None:
        """The best candidate before the pronoun within the window; None when there is none."""
        bound = draft.dep in ("dobj", "dative", "pobj")
        subjects = {self.by_head.get((draft.sentence, i)) for i in self.subjects(draft)} if bound else set()
        scores: dict[str, float] = {}
        frame = self.speaker.get(self.sentences[draft.sentence].quotation)
        speaker = self.by_head.get(frame) if frame else None
        for seen in reversed(self.seen):
            distance = self.distance(draft.sentence, seen.sentence)
            if distance > WINDOW:
                break
            if not self.fits(seen.key, kind) or seen.key == speaker and kind != "plural":
                continue
            if seen.key in subjects:
                continue
            score = seen.weight + PER_SENTENCE * distance
            if kind == "plural" and not self.who[seen.key].plural and self.who[seen.key].kind != "joint":
                score -= 1.0
            if kind in ("man", "woman"):
                score += UNNAMED_HUMAN if self.who[seen.key].unnamed else 0.0
                score += SEX if self.who[seen.key].gender == kind else self.likely(self.who[seen.key], kind)
            scores[seen.key] = max(score, scores.get(seen.key, -99.0)) + (AGAIN if seen.key in scores else 0.0)
        if not scores:
            return self.last_of(draft, kind, speaker)
        return max(scores, key=lambda k: scores[k])

    def distance(self, here: int, there: int) -> int:
        """How many sentences lie between: for the reporter's own pronouns, who is named in a quotation is no nearer than who speaks it."""
        return here - there if self.sentences[here].quotation >= 0 else self.told[here] - self.told[there]

    def last_of(self, draft: Draft, kind: str, speaker: str | None) -> str | None:
        """For "he" and "she", far from any candidate: the person of that sex whom the report named last, when it is the only one of that sex so far."""
        if kind not in ("man", "woman"):
            return None
        able = (s.key for s in reversed(self.seen) if s.key != speaker and self.fits(s.key, kind))
        before = list(dict.fromkeys(k for k in able if self.who[k].kind == "person"))
        sure = [k for k in before if self.who[k].gender == kind] or before
        return sure[0] if len(sure) == 1 else None

    def likely(self, who: Who, kind: str) -> float:
        """What the ending of an unknown given name tells: in most languages of Europe and the Near East names in -a are women's."""
        if who.kind != "person" or len(who.words) < 2:
            return 0.0
        return 0.5 if who.words[0].endswith("a") == (kind == "woman") else -0.7

    def subjects(self, draft: Draft) -> set[int]:
        """The subjects of the verb that the pronoun depends on: shared ones too ("Renn praised and blamed her")."""
        sent = self.sentences[draft.sentence]
        tokens = sent.tokens
        verb = tokens[draft.head].head
        while tokens[verb].pos in ("ADP", "NOUN", "SCONJ") and tokens[verb].head != verb:
            verb = tokens[verb].head
        while True:
            own = {c for c in sent.children[verb] if tokens[c].dep in ("nsubj", "nsubjpass")}
            if own or tokens[verb].dep not in ("conj", "xcomp") or tokens[verb].head == verb:
                return own
            verb = tokens[verb].head

    def surname(self, draft: Draft) -> None:
        """A surname that two people share: the one whose sex the honorific tells; else the only one seen of late; else the one seen far more often."""
        able = [k for k in self.names.surnames[draft.name] if not draft.gender or self.who[k].gender in ("", draft.gender)]
        late = {s.key for s in self.seen if s.key in able and draft.sentence - s.sentence <= 1}
        counts = sorted(((sum(s.key == k for s in self.seen), k) for k in able), reverse=True)
        if len(able) == 1:
            draft.key = able[0]
        elif len(late) == 1:
            draft.key = late.pop()
        elif counts and counts[0][0] > 2 * counts[1][0]:
            draft.key = counts[0][1]
        else:
            draft.reason = "two people of this name"

    # --- descriptions

    def lately(self) -> Iterator[str]:
        """The keys of all who were seen, the last first, at most `LOOK_BACK`."""
        return itertools.islice(reversed(self.late), LOOK_BACK)

    def description(self, draft: Draft) -> None:
        """ "The minister", "the Kremlin spokesman", "the striker": the one of that office or kind, nearest first.

        Those who are quoted say "the president" of their own.
        """
        frame = self.speaker.get(self.sentences[draft.sentence].quotation)
        speaker = self.by_head.get(frame) if frame else None
        if speaker is not None and draft.of is None and draft.kind == "office" and (of := self.who[speaker].of) is not None and of.startswith(STATES):
            draft.of = of
        for key in self.lately():
            who = self.who[key]
            if who.kind in HUMAN and not who.plural and self.matches(who, draft):
                plain = self.only_one(draft) if draft.lemma not in who.nouns else None  # "the scientist" after a professor and one of whom nothing is said
                draft.key = plain if plain is not None and not self.who[plain].nouns else key
                return
        later = [w.key for w in self.who.values() if w.kind == "person" and self.matches(w, draft, later=True) and not draft.former]
        if len(later) == 1:
            draft.key, draft.rule = later[0], "description:named later"
            return
        if draft.kind == "office" and draft.of is not None:
            draft.key = self.office(draft)
            return
        if (only := self.only_one(draft)) is not None:
            draft.key, draft.rule = only, "description:only one"
            return
        draft.reason = "nobody of that description is named"

    def only_one(self, draft: Draft) -> str | None:
        """The single person named in this and the last sentences, whom an epithet in a subject varies ("the freshman Republican"); None when there are more,
        or when an office is said of somebody known by another one.
        """
        if draft.dep not in SUBJECTS or not draft.definite or draft.quoted or draft.of is not None:
            return None
        near: dict[int, list[Seen]] = {}
        for seen in reversed(self.seen):
            apart = self.told[draft.sentence] - self.told[seen.sentence]
            if apart > 2:
                break
            who = self.who[seen.key]
            if self.sentences[seen.sentence].quotation < 0 and who.kind in HUMAN and not who.plural:
                near.setdefault(apart, []).append(seen)
        able = {s.key for group in near.values() for s in group}
        if len(able) > 1:  # of several, the one whom the sentence before is about, when it is about one
            before = near.get(1, [])
            able = {s.key for s in before if s.weight >= SUBJECT} or {s.key for s in before if s.weight > OBLIQUE + MODIFIER}
        if len(able) != 1:
            return None
        who = self.who[able.pop()]
        other = who.nouns and draft.kind == "office" and not who.nouns & ({draft.lemma} | self.w.also.get(draft.lemma, frozenset()))
        if who.unnamed or draft.gender and who.gender not in ("", draft.gender) or other:
            return None
        if any(s.key == who.key and s.sentence == draft.sentence for s in self.seen):
            return None
        return who.key

    def matches(self, who: Who, draft: Draft, *, later: bool = False) -> bool:
        """Whether somebody can be meant by a description; later: by one that stands before the name, which must agree in whose the office is."""
        if draft.gender and who.gender and who.gender != draft.gender:
            return False
        nouns = {draft.lemma} | self.w.also.get(draft.lemma, frozenset())
        if not nouns & who.nouns and not (draft.lemma in self.w.general and who.offices):
            return False
        if draft.of is not None:
            owners = {o.of for o in who.offices if o.noun in nouns} | {who.of}
            owners.discard(None)
            native = draft.lemma in self.w.small["epithet"] and draft.of.startswith(STATES) and not any((o or "").startswith(STATES) for o in owners)
            if draft.of not in owners and not native and (owners or later and (draft.lemma not in who.nouns or not draft.of.startswith((*STATES, "place:")))):
                return False
        words = set(draft.title.split()) - {draft.lemma}
        titles = [set(o.title.split()) for o in who.offices if o.noun in nouns]
        if not words or any(words & title for title in titles):
            return True
        return draft.lemma in who.nouns and (not titles or any(len(title) == 1 for title in titles))

    def office(self, draft: Draft) -> str:
        """The key of an office whose holder the report does not name."""
        key = f"office:{draft.of}/{draft.title}"
        if key not in self.who:
            owner = self.who[draft.of or ""].name if draft.of in self.who else draft.of or ""
            self.who[key] = Who(key, f"{draft.title} of {owner}", "office", of=draft.of, gender=draft.gender, nouns={draft.lemma})
        return key

    def thing(self, draft: Draft) -> None:
        """ "The ministry", "the company", "the group": the organisation of that kind named last."""
        for key in self.lately():
            who = self.who[key]
            if draft.lemma in self.w.states and draft.definite and not draft.plural and who.kind == "state":
                draft.key, draft.kind = key, "state"
                return
            if who.kind in THINGS and who.plural == draft.plural and self.is_a(who, draft.lemma) and (draft.definite or not who.unnamed):
                draft.key, draft.kind = key, who.kind
                return
        draft.reason = "not named"

    def is_a(self, who: Who, lemma: str) -> bool:
        """Whether an organisation is of the kind that the noun names."""
        if lemma in who.nouns or lemma in who.words:
            return True
        if lemma in ("group", "movement", "militia") and who.kind == "armed_group":
            return True
        marks = self.w.kinds.get(lemma, frozenset())
        return bool(who.words) and who.words[-1] in marks or lemma in ("agency", "newspaper", "outlet", "broadcaster") and who.kind in ("agency", "outlet")


def _speakers(sentences: tuple[Sentence, ...]) -> dict[int, tuple[int, int]]:
    """For each quotation that was cut out of its frame: sentence and token of the subject of the verb that it hangs on."""
    found: dict[int, tuple[int, int]] = {}
    for sent in sentences:
        for token in sent.tokens:
            if token.quote < 0:
                continue
            verb = token.head
            subject = next((c for c in sent.children[verb] if sent.tokens[c].dep == "nsubj" and sent.tokens[c].quote < 0), None)
            if subject is not None:
                found[token.quote] = (sent.index, subject)
    return found
