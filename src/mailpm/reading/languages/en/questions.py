"""How one asks in English: rules with their examples."""

from __future__ import annotations

from mailpm.model import Ask
from mailpm.reading.questions import QuestionRule, QuestionTable

_NO = r"(?:no\.? ?|number |item |#)?(?P<number>cr ?\d{1,3}|r\d{1,3}|\d{1,3})"
_X = r"(?:the |our |project )?(?P<about>[^,?]{1,50}?)"
_P = r"(?P<person>[^,?]{1,40}?)"
_LATE = r"(?:late|delayed|overdue|behind|slipping|slip|at risk|in danger|on time|on track|on schedule|ready|done|safe|finished|make it|hold)"


def _rule(name: str, kind: Ask, pattern: str, *examples: str, never: tuple[str, ...] = (), person: str = "") -> QuestionRule:
    return QuestionRule(name=f"en.{name}", kind=kind, pattern=pattern, examples=examples, never=never, person=person)


RULES: tuple[QuestionRule, ...] = (
    # How a thing came to be.
    _rule("history-of-number", Ask.HISTORY, rf"^(?:the )?(?:full )?(?:history|story|record|background)(?: (?:of|for|on|behind))? {_NO}$", "history of 2", "the story behind 3"),
    _rule("history-of", Ask.HISTORY, rf"^(?:the |what is the |what's the )?(?:full )?(?:history|story|background) (?:of|for|on|behind) {_X}$", "history of the home page copy"),
    _rule("what-happened", Ask.HISTORY, rf"^what(?:'s| has| is)? ?(?:happened|going on|the story) (?:to|with) (?:{_NO}|{_X})$", "what happened to the logo?", "what happened with 2"),
    _rule("why", Ask.HISTORY, rf"^why (?:is|was|has) {_NO} (?:so |still |been )*(?:late|open|moved|delayed|not done|overdue)", "why is 2 late?"),
    _rule("how-often-moved", Ask.HISTORY, rf"^how (?:often|many times) (?:has|was|did) (?:{_NO}|{_X}) (?:been )?(?:move|moved|slip|slipped|postponed|delayed)", "how often has the copy been moved?"),
    _rule("did-it-come", Ask.HISTORY, r"^(?:did|has|have) (?P<person>[^,?]{1,40}?) (?:already |ever )?(?:send|sent|deliver|delivered|finish|finished|give|given|sign|signed|approve|approved|provide|provided)(?: us)? (?:the |her |his |their )?(?P<about>[^,?]{1,50}?)(?: yet| already| to us)?$", "Did Lena send the logo?"),
    _rule("is-it-here", Ask.HISTORY, r"^(?:is|are|has|have|was|were) (?:the |her |his |their )?(?P<about>[^,?]{1,50}?) (?:been )?(?:here|in|there|arrived|come|received|delivered|sent)(?: yet| already)?$|^(?:is|are|has|have) (?:the )?(?P<also>[^,?]{1,50}?) (?:been )?(?:done|finished|signed|approved) (?:yet|already)$", "is the copy here yet?", "has the logo arrived?", never=("is the launch on track?",)),
    _rule("when-promised", Ask.HISTORY, rf"^when (?:did|has) (?:[^,?]{{1,40}}?) (?:promise|promised|say|agree|commit)(?: to| to send| to deliver| us)? {_X}$", "when did Lena promise the copy?"),
    _rule("who-promised", Ask.HISTORY, rf"^(?:who|when) (?:promised|said|agreed|was)(?: to (?:send|deliver|do))? {_X}(?: promised)?$", "who promised the wireframes?"),
    # Who keeps his dates.
    _rule("who-slips", Ask.STATISTICS, r"^who(?:'s| is| are|)? (?:always|usually|often|most|mostly|never|the most|generally|constantly|forever) (?:often )?(?:late|on time|reliable|unreliable|behind|slipping|punctual|overdue)", "who is always late?", "who's usually on time"),
    _rule("least-reliable", Ask.STATISTICS, r"^who(?:'s| is| are) the (?:least|most) (?:reliable|punctual|late|dependable)", "who is the least reliable?"),
    _rule("keeps-word", Ask.STATISTICS, rf"^(?:does|do) {_P} (?:usually |always |ever |normally )?(?:keep|break) (?:his|her|their|its) (?:word|promises|dates|deadlines)", "does Tom keep his promises?"),
    _rule("who-keeps", Ask.STATISTICS, r"^who (?:keeps|breaks|kept|does not keep|doesn't keep) (?:their|his|her|the)? ?(?:promises|word|dates|deadlines)", "who keeps their promises?"),
    _rule("keeps-being-late", Ask.STATISTICS, r"^who keeps (?:being late|slipping|moving dates)", "who keeps being late?"),
    _rule("record-word", Ask.STATISTICS, r"(?:promise|delivery|punctuality|on-time|on time) (?:statistics|stats|record|records|rate|rates|figures)", "promise statistics", "what is our on-time rate?"),
    _rule("how-reliable", Ask.STATISTICS, rf"^how (?:reliable|punctual|often late|dependable) (?:is|are) {_P}$", "how reliable is Tom?"),
    _rule("is-reliable", Ask.STATISTICS, rf"^(?:is|are|does) {_P} (?:usually|always|often|generally|normally) (?:late|on time|reliable|punctual|deliver on time|keep (?:his|her|their) (?:word|promises|dates))", "is Lena usually on time?"),
    # The registers.
    _rule("decisions-about", Ask.DECISIONS, rf"^what (?:did we|have we|was|has been) (?:decide|decided|agree|agreed)(?: on)? (?:about|on|for|regarding) {_X}$", "what did we decide about the home page?"),
    _rule("decisions", Ask.DECISIONS, r"\bdecisions?\b|^what (?:did we|have we|was|has been|were|got) (?:decide|decided|agree on|agreed on|agreed|agree)\b", "which decisions have we taken?", "what was decided last week?"),
    _rule("milestones", Ask.STATUS, r"^(?:which|what|list|show|all|the) (?:\w+ ){0,3}milestones?\b", "which milestones are at risk?", "list the milestones"),
    _rule("risks-of", Ask.RISKS, rf"^(?:what|which)(?: are| is)?(?: the)? (?:open |current |biggest )?risks? (?:are there |do we have |do we see )?(?:in|for|on|of|with) {_X}$", "what are the risks for ACME?"),
    _rule("risks", Ask.RISKS, r"\brisks\b|\brisk register\b|^any risk\b|\bwhat could go wrong", "which risks are open?", "any risks?", never=("is the launch at risk?",)),
    _rule("changes", Ask.CHANGES, r"\bchange requests?\b|^(?:what|which|any|open|all|list)(?: \w+){0,3} changes\b|^(?:has|was|is) cr ?\d+ (?:been )?(?:accepted|agreed|answered|rejected|approved)|^changes$", "which changes are open?", "has CR1 been accepted?"),
    _rule("meetings", Ask.MEETINGS, r"^when (?:is|are|do|does|will|did)\b.{0,30}\b(?:meet|meeting|meetings|call|check-in|check in|session|catch-up)\b|\bnext (?:meeting|call|check-in|check in|session|meetings)\b|^(?:what|which|any) (?:\w+ ){0,2}(?:meetings|calls)\b", "when do we meet next?", "which meetings are there this week?"),
    _rule("who-for", Ask.WHO, rf"^who(?:'s| is| are)? (?:responsible |accountable |in charge |the contact )?(?:for|of) {_X}$", "who is responsible for the launch?"),
    _rule("whom-to-ask", Ask.WHO, rf"^who(?:m)? (?:do|should|can|must) (?:i|we) (?:ask|contact|talk to|write to|call|turn to)(?: about| for| regarding| on)? {_X}$", "who do I ask about the domain?"),
    _rule("who-does", Ask.WHO, rf"^who (?:owns|handles|does|takes care of|looks after|is on|is doing|has(?! not\b| n't)|decides on|signs off) (?:{_NO}|{_X})$", "who owns 3?", "who looks after the domain?"),
    # What we owe.
    _rule("we-owe", Ask.OURS, r"^what (?:do|did|should) we (?:still )?owe(?: to)?(?: (?P<person>[^,?]{1,40}?))?$", "what do we owe Lena?", "what do we still owe"),
    _rule("i-owe", Ask.OURS, r"^what (?:do|should|must) i (?:still )?(?:owe|do|deliver|have to do)(?: to)?(?: [^,?]{1,40}?)?$|^what is (?:on my plate|open for me)", "what do I owe?", person="me"),
    _rule("we-promised", Ask.OURS, r"^what (?:have|did|are) we (?:promise|promised|late with|behind on|committed to)(?: (?:to )?(?P<person>[^,?]{1,40}?))?$|^(?:our|own) (?:promises|open items)$", "what have we promised Tom?", "what are we late with?"),
    # By day.
    _rule("due", Ask.DUE, r"\b(?:due|expected|supposed to come|coming up|to come)\b.{0,12}\b(?:today|tomorrow|this week|next week|this month)\b|^(?:what|which|who)(?:'s| is| are)? ?(?:\w+ ){0,2}due(?: soon| next)?$|^due\b|\b(?:should|must|will|supposed to) (?:\w+ )?(?:arrive|come|be (?:in|here|delivered|done|there))\b.{0,12}\b(?:today|tomorrow|this week|next week|this month)\b|\bexpect\b.{0,40}\b(?:today|tomorrow|this week|next week|this month)\b|\b(?:today|tomorrow|this week|next week|this month)\b.{0,12}\bdue\b", "what is due this week?", "due tomorrow", "which items are due soon?"),
    _rule("done", Ask.DONE, r"^what (?:was|were|has been|got|is|have we|did we)(?: already)? (?:done|finished|delivered|completed|received|get|finish|complete|settled(?! about| on))\b", "what was done last week?", "what has been delivered?"),
    _rule("done-of", Ask.DONE, rf"^what (?:has|did|have) {_P} (?:already )?(?:deliver|delivered|sent|send|finished|finish|done|given us)(?: us)?(?: last week| this week| today)?$", "what has Lena sent us?"),
    # Milestones.
    _rule("blocks", Ask.MILESTONE, rf"^(?:what|who)(?:'s| is| are|) ?(?:still )?(?:blocking|blocks|block|holding up|holds up|delaying|delays|in the way of|standing in the way of|keeping us from|stopping|endangering) {_X}$", "what's blocking the launch?", "who is holding up the design freeze"),
    _rule("could-delay", Ask.MILESTONE, rf"^what (?:could|can|might|may|will|would) (?:still )?(?:delay|block|stop|endanger|hold up|slow down|hurt|threaten) {_X}$", "what could delay the launch?"),
    _rule("waits-for", Ask.MILESTONE, rf"^what (?:does|is|do) (?!we\b|i\b){_X} (?:still )?(?:wait|waiting|need|depend|stuck|blocked)(?: for| on| by)?$", "what does the launch wait for?", never=("what do we wait for?",)),
    _rule("will-we", Ask.MILESTONE, rf"^(?:will|are) we (?:still )?(?:going to )?(?:be |run |finish |come )?(?:still )?{_LATE}$|^(?:will|do) we make it(?: on time| in time)?$", "are we going to be late?", "will we be on time?"),
    _rule("will-it", Ask.MILESTONE, rf"^(?:will|can|is|are|could|does|do) (?:we )?{_X} (?:still )?(?:be |going to be |get |come |go )?(?:still )?{_LATE}(?: on time)?$", "will the launch be late?", "is the design freeze on track?", "is the launch at risk?"),
    _rule("can-we", Ask.MILESTONE, rf"^(?:will|can|do|are) we (?:still )?(?:going to )?(?:make|reach|keep|launch|finish|hit|hold|meet) {_X}(?: on time| in time)?$", "can we still make the launch?"),
    _rule("how-late", Ask.MILESTONE, rf"^how (?:late|far off|far along|far) (?:is|will|are) {_X}(?: be)?$", "how late is the launch?"),
    _rule("when-is", Ask.MILESTONE, rf"^(?:when|on which day)(?:'s| is| will| do we| does| are we) {_X}(?: be (?:done|ready|reached|finished)| start| happen| done| ready| due)?$", "when is the launch?", "when will the design freeze be reached?"),
    # What is late.
    _rule("late-of", Ask.LATE, rf"^(?:what|which)(?:'s| is| are| of)? (?:is |are )?{_P}(?:'s)? (?:\w+ )?(?:late with|overdue on|behind on|overdue with)", "what is Tom late with?"),
    _rule("late", Ask.LATE, r"^(?:what|which|who|whose|anything|everything|is anything|is anybody|is anyone|show|list)(?:'s)?\b.{0,30}\b(?:late|overdue|past due|behind|slipped|slipping|delayed)\b|^overdue(?: items| list)?$|^late(?: items)?$|\boverdue items\b", "what is late?", "who is late?", "overdue items", "is anything overdue?"),
    # Who owes what.
    _rule("owes-who", Ask.OWES, r"^who (?:still )?(?:owes|has not|hasn't|did not|didn't)\b|^who (?:are we|am i) (?:still )?waiting for$", "who owes us what?", "who hasn't delivered?"),
    _rule("on-the-list", Ask.OWES, rf"^what(?:'s| is) (?:still )?(?:on|with) {_P}(?:'s)? (?:list|plate|desk|side|to-do list)$", "what's on Sam's list?"),
    _rule("owes", Ask.OWES, rf"^(?:what|which (?:things|items)|anything|how much) (?:does|do|did|that) {_P} (?:still )?owes?(?: us| me)?(?: still)?$", "what does Lena owe us?", "what do they still owe"),
    _rule("has-not", Ask.OWES, rf"^what (?:has|have|did|does) {_P} (?:still )?(?:not|n't) (?:sent|delivered|done|given us|send|deliver|answer|answered|provided)(?: us)?(?: yet)?$|^what (?:hasn't|haven't|didn't) (?P<about>[^,?]{{1,40}}?) (?:sent|delivered|done|given us|send|deliver|answered|provided)(?: us)?(?: yet)?$", "what has Tom not sent yet?"),
    _rule("waiting-from", Ask.OWES, rf"^what (?:are we|am i|do we) (?:still )?(?:waiting for|wait for|need|awaiting|missing|expect|expecting)(?: (?:from|of) {_P})?$", "what are we waiting for from Tom?", "what are we waiting for?"),
    _rule("missing", Ask.OWES, rf"^(?:what|which items|which|anything|what all)(?:'s| is| are)? (?:still )?(?:missing|outstanding|open|pending|not done|left|to come|unanswered)(?: (?:from|with|for|at) {_P})?$", "what is still missing?", "what is open with Lena?"),
    _rule("open-items", Ask.OWES, rf"^(?:what are |which are |all |the |our |list )*(?:open|outstanding|pending) (?:items|points|promises|requests|things|actions)(?: (?:of|from|with|for) {_P})?$", "open items of Lena"),
    # All of it.
    _rule("status", Ask.STATUS, r"^(?:the |what is the |what's the |give me (?:the |an |a )?)?(?:status(?: update| report)?|state|overview|summary|progress|situation)(?: (?:of|for|on|in|with) (?:the |project )?(?P<about>[^,?]{1,40}?))?$", "status of ACME", "overview"),
    _rule("how-is", Ask.STATUS, r"^(?:how is|how's|how are|where are we with|where do we stand with|where is|where does|where do we stand|where are we|what about) ?(?:the |project |things (?:with|in|at) )?(?P<about>[^,?]{0,40}?)(?: stand| standing| doing| going| coming along| looking)?$", "how is ACME doing?", "where do we stand with the web shop?"),
)

QUESTIONS = QuestionTable(
    name="en",
    rules=RULES,
    before=r"(?:hi|hello|hey|dear|good morning|good afternoon)(?: (?:there|all|assistant|mailpm))?|please|pls|quick question|question|just|so|and|also|can you tell me|could you tell me|tell me|do you know|remind me|i'd like to know|i would like to know|i wonder|by the way|show me|then|now|ok|okay",
    after=r"please|thanks|thank you|thx|cheers|right now|at the moment|now|currently|at present|exactly|again|so far|these days|then",
    spans=(
        (r"\byesterday\b", "yesterday"),
        (r"\btoday\b", "today"),
        (r"\btomorrow\b", "tomorrow"),
        (r"\blast week\b", "last_week"),
        (r"\bnext week\b", "next_week"),
        (r"\bthis week\b", "this_week"),
        (r"\bthis month\b", "this_month"),
    ),
    empty=r"(?:any|anything|anybody|anyone|everything|all|us|it|that|this|there|still|what|things?|items?|else|we|project|in|on|for|of|to)+",
    us=r"we|us|our side|our team|the team|ourselves",
    me=r"i|me|myself",
    everybody=r"they|them|the client|client|clients|the clients|the customer|customer|everyone|everybody",
    asks=r"^(?:what|which|who|whom|whose|when|where|why|how|is|are|was|were|will|would|can|could|do|does|did|has|have|any|should)\b|^(?:status|overview|progress)\b",
    hints=(
        (r"\bcr ?\d|\bchange requests?\b|\bscope\b|\bchanges\b", Ask.CHANGES),
        (r"(?<!at )\brisks?\b|\bgo wrong\b|\bworry\b|\bworried\b", Ask.RISKS),
        (r"\bmeetings?\b|\bmeet\b|\bcalls?\b|\bcheck-?ins?\b|\bagenda\b", Ask.MEETINGS),
        (r"\bdecisions?\b|\bdecided?\b|\bsettled (?:about|on)\b|\bagreed? (?:on|about)\b", Ask.DECISIONS),
        (r"\bhow often\b.*\b(?:late|miss\w*|slip\w*|delay\w*)\b|\breliab\w+|\bpunctual\w*|\bkeeps? \w+ (?:word|promises?)\b|\btrust\b", Ask.STATISTICS),
        (r"^who\b.*\b(?:charge|responsible|accountable|owner|owns|handles|contact)\b", Ask.WHO),
        (r"\b(?:we|i)\b.*\b(?:owe|supposed to|have to (?:send|deliver)|late with|must (?:send|deliver))\b", Ask.OURS),
        (r"^why\b|\bhow come\b|\bwhat happened\b|\bhistory\b|\bwho said\b|\bpromise\w*\b", Ask.HISTORY),
        (r"\bdue\b|\bdeadlines?\b|\bcoming up\b|\bexpected\b", Ask.DUE),
        (r"\blaunch\b|\bgo(?:ing)? live\b|\bmilestones?\b|\bon track\b|\bon time\b|\bin time\b|\brelease\b", Ask.MILESTONE),
        (r"\blate\b|\boverdue\b|\bchase\b|\bslip\w*|\bbehind\b|\bdelay\w*|\bremind\b", Ask.LATE),
        (r"\bopen\b|\bmissing\b|\boutstanding\b|\bwait\w*|\bowes?\b|\bpending\b|\bblock\w*|\bleft\b|\bstill\b|\beverything\b|\bask \w+ for\b", Ask.OWES),
        (r"\bdelivered\b|\bdone\b|\bfinished\b|\bcompleted\b|\breceived\b|\bsent\b", Ask.DONE),
        (r"\bstatus\b|\bprogress\b|\bgoing\b|\bstand\b|\boverview\b|\bupdate\b|\bhow (?:is|are)\b", Ask.STATUS),
    ),
    trims=r"\b(?:we|the|our|project|still|from|to|us|of|yet|in|on|for)\b",
)
