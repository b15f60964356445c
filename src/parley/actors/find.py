"""Every mention of a report as a draft: names, metonyms, demonyms, offices, bodies, collective and unnamed sources, documents, pronouns."""

import itertools
from bisect import bisect_right

from parley.actors.names import Run
from parley.actors.nouns import ARGUMENT, REFERRING, noun_draft
from parley.actors.phrases import Title, reach, title_at
from parley.actors.place import is_place
from parley.actors.table import TWO, Found, Names, head_of, words_of
from parley.actors.who import Draft, OfficeSeen, Who
from parley.actors.words import Words, noun_gender
from parley.actors.world import Entry, Hit, World
from parley.model import AnnotatedDocument, Sentence, Span

MODIFIER = ("compound", "amod", "nmod", "poss")
QUOTES = '“”"«»„'
BODIES = ("organisation", "armed_group", "outlet")
SUBJECT = ("nsubj", "nsubjpass", "csubj", "agent")


class Finder:
    """Goes through the sentences of one report once and drafts their mentions."""

    def __init__(self, doc: AnnotatedDocument, names: Names, w: Words, data: World) -> None:
        self.doc = doc
        self.names = names
        self.who = names.who
        self.w = w
        self.data = data
        self.headline = False
        self.by_pronoun: dict[tuple[int, int], Who] = {}
        inline = sorted((q.start, q.end) for q in doc.quotations if not q.apart)
        self.starts = [start for start, _ in inline]
        self.ends = list(itertools.accumulate((end for _, end in inline), max))

    def drafts(self) -> list[Draft]:
        """All drafts, sentence by sentence, in order of their heads."""
        result: list[Draft] = []
        for sent, found in zip(self.doc.sentences, self.names.found, strict=True):
            result.extend(self.sentence(sent, found))
        return result

    def sentence(self, sent: Sentence, found: Found) -> list[Draft]:
        """The drafts of one sentence."""
        self.headline = found.headline
        owned: dict[int, tuple[int, int]] = {}
        keys: dict[int, str] = {}
        for hit in found.hits:
            for i in range(hit.first, hit.last + 1):
                owned[i] = (hit.first, hit.last)
            keys[hit.first] = hit.entry.key
        units = [(run, key) for run in found.runs if (key := self.key_of(sent, run)) is not None]
        for run, key in units:
            for i in range(run.start, run.last + 1):
                owned.setdefault(i, (run.start, run.last))
            keys.setdefault(run.start, key)
        taken: set[int] = set()
        drafts: list[Draft] = []
        for run, key in units:
            drafts.extend(self.name(sent, run, key, owned, keys, taken))
        for hit in found.hits:
            if hit.first not in taken and (draft := self.hit(sent, hit, taken)) is not None:
                drafts.append(draft)
        for token in sent.tokens:
            if token.pos not in REFERRING or token.dep not in ARGUMENT and token.lower not in self.w.pronouns:
                continue
            if token.i in taken or token.i in owned or token.quote >= 0 or token.dep == "compound" and token.pos != "PRON":
                continue
            draft = noun_draft(sent, token, self, owned, keys)
            if draft is not None:
                drafts.append(draft)
        inside = sent.quotation >= 0
        for draft in drafts:
            draft.quoted = inside or self.in_quotation(draft.start)
        drafts.sort(key=lambda d: (d.head, d.start))
        return drafts

    def in_quotation(self, offset: int) -> bool:
        """Whether a quotation that was left in its sentence covers the offset."""
        before = bisect_right(self.starts, offset)
        return before > 0 and offset < self.ends[before - 1]

    def key_of(self, sent: Sentence, run: Run) -> str | None:
        """The key of the one whom a run's name stands for."""
        return self.names.keys.get(words_of(sent, run))

    def span(self, sent: Sentence, first: int, last: int) -> Span:
        """The span from token `first` to token `last`."""
        return self.doc.document.span(sent.tokens[first].start, sent.tokens[last].end)

    # --- names

    def name(self, sent: Sentence, run: Run, key: str, owned: dict[int, tuple[int, int]], keys: dict[int, str], taken: set[int]) -> list[Draft]:
        """The drafts of one name: its own, with title and appositions taken in, and what they teach."""
        tokens = sent.tokens
        head = head_of(tokens, run.start, run.last)
        if key == TWO:
            return [self.shared(sent, run, head, taken)]
        who = self.who.get(key)
        if who is None:
            return []
        taken.update(range(run.start, run.last + 1))
        draft = Draft(sent.index, head, 0, 0, who.kind, "name", key, rule="name", dep=tokens[head].dep, name=who.name)
        draft.core = (tokens[run.start].start, tokens[run.last].end)
        if who.kind == "person":
            return [self.person(sent, run, draft, owned, keys, taken)]
        before = tokens[run.start - 1] if run.start else None
        if before is not None and before.pos == "NOUN" and before.dep == "compound" and before.lemma in self.w.organisations and who.kind in BODIES:
            who.nouns.add(before.lemma)  # "consumer group Fair Meter" is "the group" later
        if who.kind == "state":
            self.polity(sent, run, draft, who)
        elif who.kind == "place" or self.in_place(sent, head, who):
            draft.kind, draft.reason, draft.key = "place", "place", None
            draft.rule = "place"
        elif (body := self.body(sent, run, owned, keys)) is not None:
            draft.key, draft.kind, draft.rule, draft.name = body.key, body.kind, "body", body.name
        if draft.form == "demonym" or tokens[head].dep == "poss":
            draft.start, draft.end = tokens[run.start].start, tokens[run.last].end
        else:
            self.place_span(sent, draft, run.first, run.last)
        draft.acts = draft.dep in SUBJECT and tokens[tokens[head].head].lemma in self.w.speech
        return [draft]

    def shared(self, sent: Sentence, run: Run, head: int, taken: set[int]) -> Draft:
        """The draft of a surname that two people of the report share: decided with the other references."""
        token = sent.tokens[head]
        taken.update(range(run.start, run.last + 1))
        first = run.title if run.title >= 0 and sent.tokens[run.title].lower in self.w.honorifics else run.start
        draft = Draft(sent.index, head, 0, 0, "person", "name", None, rule="surname", dep=token.dep, name=sent.tokens[run.last].lower)
        draft.gender = self.w.honorifics.get(sent.tokens[first].lower, "")
        draft.acts = token.dep in SUBJECT and sent.tokens[token.head].lemma in self.w.speech
        self.place_span(sent, draft, first, run.last)
        return draft

    def polity(self, sent: Sentence, run: Run, draft: Draft, who: Who) -> None:
        """A country or city that only the report knows: actor or place by the grammar, as with those of the data."""
        token = sent.tokens[draft.head]
        hit = Hit(run.start, run.last, Entry(who.key, who.name, "state"), "name")
        draft.rule = "polity"
        if token.dep in MODIFIER and token.dep != "poss":
            draft.form = "demonym"
        if is_place(sent, draft.head, hit, self.w):
            draft.kind, draft.reason, draft.key, draft.rule = "place", "place", None, "place:polity"
        draft.acts = token.dep in SUBJECT and sent.tokens[token.head].lemma in self.w.speech

    def in_place(self, sent: Sentence, head: int, who: Who) -> bool:
        """An organisation's name after "in" or "at" is where something happens; after a noun for people it is whom they work for ("pilots at Air Norra")."""
        token = sent.tokens[head]
        before = sent.tokens[token.head]
        if token.dep != "pobj" or before.lower not in self.w.small["at"] or who.kind != "organisation":
            return False
        return before.head == before.i or not self.is_person_noun(sent, before.head)

    def body(self, sent: Sentence, run: Run, owned: dict[int, tuple[int, int]], keys: dict[int, str]) -> Who | None:
        """The organ of a state that a name stands for ("Britain's Defense Ministry"), or None."""
        tokens = sent.tokens
        start = run.start
        owner = None
        if start in keys and owned.get(start, (start, start))[1] < run.last and keys[start].startswith(("state:", "party:", "polity:")):
            owner = keys[start]
            start = owned[start][1] + 1
        elif start and tokens[start - 1].tag == "POS" and start - 2 in owned:
            owner = keys.get(owned[start - 2][0])
        elif start and start - 1 in owned:
            owner = keys.get(owned[start - 1][0])
        return self.make_body(self.doc.document.text[tokens[start].start : tokens[run.last].end].lower(), owner)

    def name_of(self, key: str) -> str:
        """The name of somebody known by key."""
        if key in self.who:
            return self.who[key].name
        return self.data.entries[key].name if key in self.data.entries else key

    def make_body(self, words: str, owner: str | None) -> Who | None:
        """The body of that owner, made when it is new; without an owner the one of that kind that the report has named last."""
        canonical = self.w.bodies.get(words.replace("’", "'"))
        if canonical is None:
            return None
        if owner is None:
            same = [k for k in self.who if k.startswith("org:") and k.endswith("/" + canonical)]
            return self.who[same[-1]] if same else None
        key = f"org:{owner}/{canonical}"
        if key not in self.who:
            name = f"{self.name_of(owner)}'s {canonical}"
            nouns = {*canonical.split(), words.split()[-1]}
            self.who[key] = Who(key, name, "organisation", of=owner, gender="thing", words=tuple(canonical.split()), nouns=nouns)
        return self.who[key]

    def person(self, sent: Sentence, run: Run, draft: Draft, owned: dict[int, tuple[int, int]], keys: dict[int, str], taken: set[int]) -> Draft:
        """The draft of a person's name, its titles and appositions read."""
        tokens = sent.tokens
        who = self.who[draft.key or ""]
        first, head = run.start, draft.head
        if run.title >= 0 and tokens[run.title].lower in self.w.honorifics:
            who = self.by_honorific(who, tokens[run.title].lower, sent, run)
            who.nouns.add(tokens[run.title].lower)  # "Judge Ada Renn" is "the judge" later
            draft.key, draft.name = who.key, who.name
            first = run.title
        elif run.title >= 0:
            title = title_at(sent, run.title, {i: o for i, o in owned.items() if i < run.start}, self.w)
            if run.title < run.start - 1:
                rest = " ".join(t.lower for t in tokens[run.title + 1 : run.start])
                title = title._replace(text=f"{title.text.split(f' {tokens[run.title + 1].lower} ')[0]} {rest}")
            self.office(sent, who, title, keys, run.title, taken)
            draft.former = title.former
            first = title.first
        root = head
        while tokens[root].dep in ("compound", "flat", "nmod") and first <= tokens[root].head <= run.last + 3 and tokens[root].head != root:
            if tokens[tokens[root].head].i > run.last and tokens[tokens[root].head].pos not in ("PROPN",):
                break
            root = tokens[root].head
        above = tokens[tokens[root].head]
        if tokens[root].dep == "appos" and above.i not in owned and (self.is_person_noun(sent, above.i) or self.holder(sent, above.i)):
            noun = tokens[root].head
            title = title_at(sent, noun, owned, self.w)
            self.office(sent, who, title, keys, noun, taken)
            draft.former = draft.former or title.former
            root = noun
        elif (noun := self.behind_complement(sent, root, first, owned)) >= 0:
            title = title_at(sent, noun, owned, self.w)
            self.office(sent, who, title, keys, noun, taken)
            draft.former = draft.former or title.former
            root = noun
        elif first <= tokens[root].head < run.start and tokens[root].dep in ("appos", "nsubj", "dep", "npadvmod"):
            root = tokens[root].head
        for child in sent.children[root]:
            token = tokens[child]
            between = self.doc.document.text[tokens[run.last].end : token.start]
            if token.dep == "appos" and child not in owned and self.is_person_noun(sent, child) and not any(c in QUOTES for c in between):
                title = title_at(sent, child, owned, self.w)
                self.office(sent, who, title, keys, child, taken)
                taken.update(i for i in range(title.first, child + 1) if i not in owned)
        self.predicate(sent, root, who, owned, keys)
        draft.head, draft.inner = root, head
        draft.dep = tokens[root].dep
        draft.acts = draft.dep in SUBJECT and tokens[tokens[root].head].lemma in self.w.speech
        if tokens[root].dep in MODIFIER and tokens[tokens[root].head].pos in ("NOUN", "PROPN"):
            draft.start, draft.end = tokens[first].start, tokens[run.last].end
        else:
            self.place_span(sent, draft, first, run.last)
            if root < run.start and all(t.text != "," for t in tokens[root : run.start]):
                _, high = reach(sent, head, self.w.small["name_preps"])
                draft.end = tokens[max(high, run.last)].end
        return draft

    def behind_complement(self, sent: Sentence, root: int, first: int, owned: dict[int, tuple[int, int]]) -> int:
        """The noun that a name after a comma is apposed to, over the noun's complement ("his envoy to Norra, Ada Renn,"); -1 when there is none."""
        tokens = sent.tokens
        if first < 3 or tokens[first - 1].text != "," or tokens[root].dep not in ("appos", "conj", "npadvmod", "nsubj", "dep"):
            return -1
        i = first - 2
        steps = 0
        while steps < 4 and i >= 0:
            if self.is_person_noun(sent, i) and i not in owned:
                after = [t.text for t in tokens[i + 1 : first - 1]]
                closed = len(tokens) > root + 1 and any(t.text == "," for t in tokens[root + 1 : root + 3])
                return i if closed and "," not in after and after and after[0] in self.w.small["after_noun"] else -1
            up = tokens[i].head
            if tokens[i].dep not in ("pobj", "prep", "compound", "amod", "det", "nmod") or up >= i and tokens[i].dep in ("pobj", "prep"):
                return -1
            i = up
            steps += 1
        return -1

    def by_honorific(self, who: Who, honorific: str, sent: Sentence, run: Run) -> Who:
        """The person, whose sex the honorific tells; another one of the same surname when it cannot be that one's ("Lady Roe", "Mrs Trump")."""
        sex = self.w.honorifics[honorific]
        given = self.w.given.get(who.words[0], "") if len(who.words) > 1 else ""
        if not sex or not given or given == sex or run.last > run.start:
            who.gender = who.gender or (sex if len(who.words) == 1 or run.last > run.start else "")
            return who
        key = f"{who.key.split(':')[0]}:{honorific.rstrip('.')} {sent.tokens[run.last].lower}"
        if key not in self.who:
            self.who[key] = Who(key, f"{sent.tokens[run.title].text} {sent.tokens[run.last].text}", "person", gender=sex, words=(sent.tokens[run.last].lower,))
        return self.who[key]

    def is_person_noun(self, sent: Sentence, i: int) -> bool:
        """Whether a token is a common noun for a human being or an office."""
        token = sent.tokens[i]
        lemma = token.lemma.lower()
        return token.pos in ("NOUN", "PROPN") and (lemma in self.w.persons or token.lower.endswith(self.w.person_suffixes))

    def holder(self, sent: Sentence, i: int) -> bool:
        """Whether a noun beside a person's name names who does something, somebody's or the one: "its liquidator, Ada Renn"."""
        token = sent.tokens[i]
        own = any(sent.tokens[c].dep in ("poss", "det") for c in sent.children[i])
        return (
            token.pos == "NOUN"
            and own
            and token.tag == "NN"
            and token.lemma.lower().endswith(self.w.agents)
            and token.lemma.lower() not in self.w.organisations
        )

    def predicate(self, sent: Sentence, root: int, who: Who, owned: dict[int, tuple[int, int]], keys: dict[int, str]) -> None:
        """What "X is the mayor of Y" and "X, who was the captain" teach about X."""
        token = sent.tokens[root]
        if token.dep != "nsubj" or sent.tokens[token.head].lemma not in self.w.small["copula"]:
            return
        for child in sent.children[token.head]:
            noun = sent.tokens[child]
            if noun.dep == "attr" and self.is_person_noun(sent, child):
                self.office(sent, who, title_at(sent, child, owned, self.w), keys, child, set())

    def office(self, sent: Sentence, who: Who, title: Title, keys: dict[int, str], noun: int, taken: set[int]) -> None:
        """Adds to a person what a title says: an office and whose it is, or what kind of person it is; its gender."""
        lemma = title.noun
        who.nouns.add(lemma)
        who.gender = who.gender or noun_gender(lemma, self.w)
        owner = keys.get(title.owner) if title.owner >= 0 else None
        if owner is None and title.owner >= 0:
            self.by_pronoun[sent.index, title.owner] = who
        if lemma in self.w.offices:
            seen = OfficeSeen(title.text, lemma, owner, title.former, self.span(sent, title.first, noun))
            if not any((o.title, o.of, o.former) == (seen.title, seen.of, seen.former) for o in who.offices):
                who.offices.append(seen)
        if who.of is None and owner is not None and not title.former:
            who.of = owner
        taken.add(noun)

    # --- states, organisations, outlets of the data

    def hit(self, sent: Sentence, hit: Hit, taken: set[int]) -> Draft | None:
        """The draft of a known name: actor, place, or modifier; None for a platform that only carries what others say."""
        tokens = sent.tokens
        entry = hit.entry
        head = head_of(tokens, hit.first, hit.last)
        taken.update(range(hit.first, hit.last + 1))
        if entry.key.startswith("platform:") and tokens[head].dep not in SUBJECT:
            return None
        if entry.key.startswith("none:"):
            return self.people_of_none(sent, hit, head)
        if entry.key not in self.who and entry.kind != "place":
            gender = "" if entry.kind == "person" else "thing"
            self.who[entry.key] = Who(entry.key, entry.name, entry.kind, of=entry.of, gender=gender, members=entry.members, side=entry.side, role=entry.role)
        token = tokens[head]
        modifier = token.dep in MODIFIER and tokens[token.head].pos in ("NOUN", "PROPN", "ADJ", "VERB") and token.head != head
        form = {"name": "name", "seat": "metonym", "capital": "metonym", "demonym": "demonym", "city": "name"}[hit.form]
        if form == "name" and token.dep in ("compound", "amod", "nmod") and not (self.headline and hit.first == 0):
            form = "demonym"
        draft = Draft(sent.index, head, 0, 0, entry.kind, form, entry.key, rule=hit.form, dep=token.dep, members=(), name=entry.name)
        draft.core = (tokens[hit.first].start, tokens[hit.last].end)
        if hit.form == "demonym" and not modifier and token.tag in ("NNS", "NNPS", "NNP", "NN"):
            draft.kind, draft.form, draft.plural, draft.rule = "group", "collective", token.tag in ("NNS", "NNPS"), "people"
            draft.key, draft.of = self.people(entry.key, entry.name), entry.key
        elif (entry.kind in ("state", "place") or hit.form in ("seat", "capital")) and is_place(sent, head, hit, self.w):
            draft.kind, draft.key, draft.reason, draft.rule = "place", None, "place", f"place:{hit.form}"
        draft.acts = token.dep in SUBJECT and tokens[token.head].lemma in self.w.speech
        if modifier:
            draft.start, draft.end = tokens[hit.first].start, tokens[hit.last].end
        else:
            self.place_span(sent, draft, hit.first, hit.last)
        return draft

    def people_of_none(self, sent: Sentence, hit: Hit, head: int) -> Draft | None:
        """The draft of people who belong to no state ("Christians"); None for the adjective."""
        token = sent.tokens[head]
        if token.tag not in ("NNS", "NNPS") or token.dep in MODIFIER:
            return None
        draft = Draft(sent.index, head, 0, 0, "group", "collective", rule="collective", dep=token.dep, plural=True, name=hit.entry.name)
        draft.acts = token.dep in SUBJECT and sent.tokens[token.head].lemma in self.w.speech
        self.place_span(sent, draft, hit.first, hit.last)
        return draft

    def people(self, key: str, name: str) -> str:
        """The key of a state's people ("Russians")."""
        made = f"people:{key}"
        if made not in self.who:
            self.who[made] = Who(made, f"people of {name}", "group", of=key, plural=True)
        return made

    def place_span(self, sent: Sentence, draft: Draft, first: int, last: int) -> None:
        """Sets the span to the full noun phrase around the head, at least from token `first` to `last`."""
        names = self.w.small["name_preps"] if draft.kind == "person" and first <= draft.head <= last else None
        low, high = reach(sent, draft.head, names)
        draft.start = sent.tokens[min(low, first)].start
        draft.end = sent.tokens[max(high, last)].end
