"""How a team member orders in English: rules with their examples."""

from __future__ import annotations

from mailpm.model import Status, Verb
from mailpm.reading.orders import OrderRule, OrderTable

_PLEASE = r"(?:please |pls |kindly |and |so |then |also |now |just |can you |could you |you can |let's )*"
_TAIL = r"(?: please| pls| now| right away| today| thanks| then| too| as is| for me)*"
_SEND = r"(?:send|sned|sent out|send out|ok|okay|approve|aprove|approved|confirm|release|go ahead with|go with|yes to|ok for|fine with)"
_GOOD = r"(?:ok|okay|yes|fine|good|approved|go|go ahead|right|correct|confirmed|can go|may go|looks good|is ok|is fine|are fine|are ok|is good|are good|send)"
_NOT = r"(?:don't|do not|dont|please don't|never mind)"
_STATUS_DONE = r"(?:done|finished|complete|completed|delivered|received|in|settled)"


def _rule(name: str, verb: Verb, pattern: str, *examples: str, **fields: object) -> OrderRule:
    body = pattern if fields.get("to_end") else rf"{_PLEASE}(?:{pattern}){_TAIL}"
    return OrderRule(name=f"en.{name}", verb=verb, pattern=body, examples=examples, **fields)  # type: ignore[arg-type]


RULES: tuple[OrderRule, ...] = (
    # Letters whose text follows, over several lines.
    _rule("edit", Verb.EDIT, r"\s*(?:edit|rewrite|replace) {nums}(?: with)?\s*:\s*{rest}", "edit 1: Dear Lena", to_end=True),
    _rule("replace-with", Verb.EDIT, r"\s*{nums}\s*:\s*(?:replace with|new text|instead)\s*:\s*{rest}", "2: replace with: Hi", to_end=True),
    _rule("add-text", Verb.ADD_TEXT, r"\s*add to {nums}\s*:\s*{rest}", "add to 2: We can help.", to_end=True, one_line=True),
    _rule("add-sentence", Verb.ADD_TEXT, r"\s*add (?:a|one|this) (?:line|sentence)\s*:\s*{rest}", "add a line: Thank you.", to_end=True, one_line=True),
    _rule("risk", Verb.ADD_RISK, r"\s*(?:new |add |note a )?risk\s*:\s*{rest}", "risk: the printer may close", to_end=True, one_line=True),
    _rule("change", Verb.ADD_CHANGE, r"\s*(?:new |add )?change(?: request)?\s*:\s*{rest}", "change: a language switch", to_end=True, one_line=True),
    _rule("add-item", Verb.ADD_ITEM, r"\s*(?:add|new item|add item|new task|new action)\s*:\s*{rest}", "new item: Lena – sitemap", to_end=True, one_line=True),
    # The list as it stands.
    _rule(
        "confirm",
        Verb.CONFIRM,
        r"(?:(?:ok|okay|yes|yep|yup|fine|great|perfect|sure|agreed|confirmed|confirm|correct|all correct|all good|all right|"
        r"looks good|looks right|looks fine|looks good to me|lgtm|all good from my side|all fine from my side|no objections|nothing to correct|the rest is all right|that's right|that is right|that's correct|that's fine|"
        r"all ok|all fine|good|right|rest is fine|the rest is (?:fine|right|correct|ok)|go ahead)(?:,? |$))+(?:thank you|thanks|thx)?",
        "ok",
        "Looks good to me, thank you",
    ),
    # Sending.
    _rule("approve", Verb.APPROVE, rf"{_SEND}(?: the)?(?: only)?\s*:?\s*{{nums}}(?: now)?", "send 1", "ok 1 and 3"),
    _rule("approve-after", Verb.APPROVE, rf"{{nums}}\s*[:=]?\s*{_GOOD}", "1 ok", "1 and 2 are fine"),
    _rule("approve-all-but", Verb.APPROVE, r"(?:send |approve |ok )?(?:all|them all|everything|all of them)(?: of them)? (?:but|except|except for|apart from|without) {nums}", "send all but 3", everything=True),
    _rule("approve-all", Verb.APPROVE, r"(?:send|approve|release|ok to|ok)\s+(?:all|them all|everything|all of them|them|both|it)(?: now)?|all of them|send", "send all", everything=True),
    _rule("approve-rest", Verb.APPROVE, r"(?:send|approve) the (?:rest|others)|the (?:rest|others) can go", "send the rest", everything=True, rest_of_them=True),
    # Not sending.
    _rule("drop", Verb.DROP, rf"(?:drop|cancel|skip|delete|remove|forget|no to|not|{_NOT} send|discard|leave out|reject) {{nums}}", "drop 2", "don't send 2"),
    _rule("drop-after", Verb.DROP, r"{nums}\s*[:=]?\s*(?:no|drop|skip|not|cancel|delete|remove|no thanks|out)", "2 no"),
    _rule("drop-all", Verb.DROP, rf"(?:{_NOT} send|drop|cancel|skip) (?:any|all|anything|them|any of them|everything|all of them)(?: of them)?|send (?:none|nothing)(?: of them)?", "send none", everything=True),
    # Tone, people, days.
    _rule("soften", Verb.SOFTEN, r"(?:make )?{nums}\s*:?\s*(?:a bit |a little |slightly |much |even )?(?:softer|friendlier|gentler|kinder|nicer|milder|warmer|more friendly|more polite|less strict)|(?:soften|tone down) {nums2}", "2 softer", "tone down 1"),
    _rule("firmer", Verb.FIRMER, r"(?:make )?{nums}\s*:?\s*(?:a bit |a little |slightly |much )?(?:firmer|stronger|stricter|clearer|more direct|more firm|more urgent)", "1 firmer"),
    _rule("copy-email", Verb.COPY, r"(?:{nums}\s*:?\s*(?:cc|copy|add)|(?:cc|copy)(?: in)?|add)\s+{email}(?:\s+(?:on|to|in|into|for)\s+{nums2})?", "3 cc li@acme.example"),
    _rule("copy-person", Verb.COPY, r"(?:cc|copy)(?: in)? {person} (?:on|to|in|into|for) {nums}", "copy Li Zong on 3"),
    _rule("copy-after", Verb.COPY, r"{nums}\s*:?\s*(?:cc|copy|copy in) {person}", "3 cc Li Zong"),
    _rule("postpone", Verb.POSTPONE, r"(?:hold|postpone|delay|keep|wait with|hold back) {nums} (?:until|till|to|for) {date}", "hold 2 until Friday"),
    _rule("postpone-wait", Verb.POSTPONE, r"{nums}\s*:?\s*(?:wait|hold|send|postpone|later|not before|not)?\s*(?:until|till|on|only on) {date}", "3 on Monday", "2: wait until next Tuesday"),
    _rule("postpone-send", Verb.POSTPONE, r"send {nums} (?:on |at |only on )?{date}", "send 3 on Monday"),
    _rule("no-escalation", Verb.POSTPONE, rf"{_NOT} escalate(?: yet| it)?(?:,? (?:but )?wait)?(?: until| till) {{date}}", "don't escalate yet, wait until Friday"),
    _rule("call", Verb.CALL, r"(?:{nums}\s*[:,]?\s*)?(?:i'll|i will|let me|i am going to|i'm going to) (?:call|phone|ring)(?: him| her| them| up)?(?: about (?:it|that|{nums2}))?", "2 I'll phone her", inherits=True),
    _rule("due", Verb.SET_DUE, r"{nums}\s*:?\s*(?:is |are )?(?:now )?(?:due|due on|due by|by|->|→|=>|to|moved to|moves to|is now|new date:?|deadline:?)\s*:?\s*{date}", "2 is due 19 Oct", "2 -> 10/19"),
    _rule("due-verb", Verb.SET_DUE, r"(?:move|change|extend|set|push|shift|reschedule) {nums} to {date}", "move 2 to 19 Oct"),
    _rule("due-deadline", Verb.SET_DUE, r"(?:the )?(?:deadline|due date|due day|date) (?:for|of) {nums} (?:is|to|:)\s*(?:now )?{date}", "deadline for 4 is 22 Oct"),
    _rule("due-bare", Verb.SET_DUE, r"{nums}\s*:?\s*{date}", "3 tomorrow"),
    # Status and owner.
    _rule("done", Verb.SET_STATUS, rf"(?:mark |set )?{{nums}}\s*:?\s*(?:as |to |is |are |was |were |has been |have been |already |all )*{_STATUS_DONE}(?: already| now)?|close {{nums2}}|we (?:have|got) {{nums3}}(?: already)?", "2 done", "mark 1 and 2 as done", status=Status.DONE),
    _rule("sent-myself", Verb.SET_STATUS, r"i(?: have|'ve)?(?: already)? (?:sent|did|done|handled) {nums}(?: already)?(?: myself)?", "I already sent 1 myself", status=Status.DONE),
    _rule("cancelled", Verb.SET_STATUS, r"{nums}\s*:?\s*(?:is |are )?(?:no longer needed|not needed(?: any ?more)?|obsolete|cancelled|canceled|void)", "2 no longer needed", status=Status.CANCELLED),
    _rule("reopen", Verb.SET_STATUS, r"(?:reopen|open) {nums}(?: again)?|{nums2} (?:is )?(?:still open|open again)", "reopen 2", status=Status.OPEN),
    _rule("blocked", Verb.SET_STATUS, r"{nums} (?:is )?blocked", "2 is blocked", status=Status.BLOCKED),
    _rule("owner-me", Verb.SET_OWNER, r"{nums} (?:is|are) (?:mine|on me|for me)|(?:i'll|i will) (?:take|do|handle) {nums2}", "3 is mine", person="me"),
    _rule("owner-email", Verb.SET_OWNER, r"(?:assign )?{nums}\s*:?\s*(?:is|goes to|belongs to|to|for|owner:?)\s*{email}", "3 goes to zhao@acme.example"),
    _rule("owner", Verb.SET_OWNER, r"(?:assign {nums} to|{nums2} (?:belongs to|goes to|is for|owner is)|(?:the )?owner of {nums3}(?: is|\s*:))\s*{person}", "assign 3 to Zhao Qiang"),
    _rule("owner-not-me", Verb.SET_OWNER, r"{nums} (?:is not|isn't|was not|wasn't) (?:mine|me|for me|my task|my job),? (?:(?:but|it is|it's|that is|that's|this is) )?(?P<person>(?-i:[A-Z][\w-]+(?: [A-Z][\w-]+){0,2}))(?:'s)?(?: job| task)?", "item 2 is not mine, it's Chen Yu's"),
    _rule("owner-is", Verb.SET_OWNER, r"{nums} is (?P<person>(?-i:[A-Z][\w'-]+(?: [A-Z][\w'-]+){0,2}))(?:'s)?", "3 is Zhao Qiang"),
    # Projects.
    _rule("pause-person", Verb.PAUSE, r"(?:no more|stop(?: the)?|don't send(?: any)?(?: more)?) reminders (?:for|to) {person}", "no more reminders for Lena"),
    _rule("pause-all", Verb.PAUSE, r"(?:pause|stop|hold) (?:everything|all|all projects)(?: (?:until|till) {date})?", "pause everything until Monday", everything=True),
    _rule("pause", Verb.PAUSE, r"(?:pause|hold|freeze) (?:project )?{project}(?: (?:until|till) {date})?|stop {project2} (?:until|till) {date2}", "pause ACME until 30 October"),
    _rule("resume", Verb.RESUME, r"(?:resume|unpause|restart|continue) (?:project |with )?{project}", "resume ACME"),
    _rule("stop", Verb.STOP, r"(?:stop|undo|recall|wait|hold on)(?:,? (?:please )?(?:don't|do not) send)?(?: (?:it|that|them|{nums}))?", "stop", "wait, don't send"),
    _rule("assign", Verb.ASSIGN, r"(?:move|file|put) (?:this|it|this letter|this thread) (?:to|under|into|in) (?:project )?{project}|this (?:belongs to|is for) (?:project )?{project2}", "move this to ACME"),
    _rule("milestone", Verb.SET_MILESTONE, r"(?:new )?milestone:? {text}\s*(?::|,|-|–|is|on|\s)\s*{date}", "milestone design freeze: 29 Oct"),
    _rule("milestone-moves", Verb.SET_MILESTONE, r"(?:the )?(?P<text>[a-z\u4e00-\u9fff][\w' -]{1,40}?) (?:moves|moved|shifts|slips|changes|goes) to {date}", "launch moves to 25 November"),
    _rule("assess", Verb.ASSESS_CHANGE, r"(?P<nums>CR\s?\d+)\s*:?\s*\+?(?P<days>\d+)\s*(?:working )?days?[,\s]*(?:and )?\+?(?P<cost>\d[\d,.]*(?:\s*(?:k|eur|usd|gbp|chf|€|\$|£))?)?", "CR1 +4 days +8000"),
    _rule("put-change", Verb.PUT_CHANGE, r"(?:ask|put (?:it|this|{nums}) to) {person}(?: (?:to confirm|for (?:a |the )?(?:yes or no|confirmation|approval|ok)|for approval))?(?: (?:it|this|{nums2}))?", "ask Wang Min to confirm"),
    _rule("assess-no-impact", Verb.ASSESS_CHANGE, r"(?P<nums>CR\s?\d+)\s*:?\s*(?:has )?no (?:impact|effect|influence)", "CR2 no impact"),
    _rule("report", Verb.REPORT, r"(?:send me |show me |give me |draft |prepare |i need )?(?:the |a )?(?:weekly |status |progress )?report(?: (?:for|on|of) {project})?", "send me the report"),
    _rule("light", Verb.SET_LIGHT, r"(?:make |set )?(?:the )?(?:rag|light|status light|traffic light)(?: to| is)? (?P<text>red|amber|yellow|orange|green)", "RAG amber"),
    _rule("autonomy", Verb.SET_AUTONOMY, r"(?:send )?reminders? (?:automatic(?:ally)?|without asking)(?: from now on)?", "reminders automatic", fixed_text="reminder automatic"),
    _rule("autonomy-draft", Verb.SET_AUTONOMY, r"(?:always )?(?:ask|show) me (?:before|first)(?: sending| before)? reminders?", "always ask me before reminders", fixed_text="reminder draft"),
    _rule("ask-attendees", Verb.ASK_ATTENDEES, r"(?:send (?:it|them|this|the list) to (?:the |all |all the )?(?:attendees|participants|everyone)|ask (?:the |all |all the )?(?:attendees|participants|everyone) to confirm)(?: for confirmation| to confirm)?", "send it to the attendees for confirmation"),
    _rule("end-meetings", Verb.CANCEL_MEETING, r"(?:end|stop|cancel) (?:the |our )?(?P<text>series|weekly check-in|check-ins|check-in series|meetings)", "end the series"),
    _rule("join-meeting", Verb.JOIN_MEETING, r"(?:add|invite) {person} to (?:the |our )?(?:weekly |next )?(?:check-in|meeting|call|kick-?off|review|session|series)s?", "add Zhao Qiang to the check-in"),
    _rule("leave-meeting", Verb.LEAVE_MEETING, r"(?:remove|drop|uninvite|take) {person} (?:from|off|out of) (?:the |our )?(?:weekly |next )?(?:check-in|meeting|call|kick-?off|review|session|series)s?", "remove Zhao Qiang from the check-in"),
    _rule("cancel-meeting", Verb.CANCEL_MEETING, r"cancel (?:the |our )?(?:meeting|check-in|call|session)(?: (?:on|of) {date})?|cancel (?P<text>this week|next week|today)'?s? (?:meeting|check-in|call)", "cancel the meeting on Friday"),
    _rule("move-meeting", Verb.MOVE_MEETING, r"(?:move|shift|reschedule) (?:the |our |this week's |next week's )?(?:meeting|check-in|call|session) to {date}", "move the check-in to Thursday 14:00"),
    _rule("meeting", Verb.MEETING, r"(?:set up|setup|schedule|arrange|organi[sz]e|book|plan|call|find (?:a |some )?(?:time|slot|\d+ minutes)) (?P<text>[^;\n]{0,200}?(?:meeting|check-?in|call|kick-?off|review|sync|workshop|session|demo|catch-?up|with |for )[^;\n]{0,200})", "schedule a call with Lena on Thursday at 3pm for 30 minutes", "find a time with Lena next week, 30 minutes"),
    # Questions and help.
    _rule("help", Verb.HELP, r"help(?: me)?|how (?:do|can) i use (?:this|you|it)\s*\?*|what can (?:you|i) (?:do|say|order)\s*\?*", "help"),
    _rule("ask-history", Verb.ASK, r"(?:the )?history (?:of|for) {nums}\s*\??", "history of 2"),
    _rule("ask-status", Verb.ASK, r"(?:the )?(?:status|state|overview|summary)(?: (?:of|for|on) {project})?\s*\??|\?+", "status of ACME"),
    _rule("ask", Verb.ASK, r"(?:what|who|when|which|how|where|why|will|was|were|has|have|did|does|is|are)\b(?=.*\b(?:owe|owes|late|overdue|open|done|sent|deliver\w*|promis\w*|due|launch|milestone|on time|block\w*|waiting|status|project|answered|reply|replied|slipp?\w*|missing|left|outstanding|risk\w*|next|history|kept)\b)[^,;]*\??", "what does Lena owe us?", "was 2 sent?"),
)

ORDERS = OrderTable(
    name="en",
    rules=RULES,
    separators=r"[,;]\s*|\s+and\s+(?!\d)|\s+but\s+|\s+then\s+|(?<=\d)\s+(?=drop |send )",
    fillers=r"(?:hi|hello|hey|dear|good morning|morning)(?: \w+){0,2}|please|thanks|thank you|thx|cheers|many thanks|thanks a lot|great|got it|sorry",
    farewell=r"(?:best|kind|warm|many)? ?(?:regards|thanks|thank you|cheers|best|best wishes|br|kr)(?: \w+){0,3}|sent from my \w+",
    conditional=r"\b(?:if|unless|whether|maybe|perhaps|not sure|only after|only when|should|shall|instead|would|might|never|choose|either|except when|once|in case)\b|\?\s*$|(?:don't|do not|dont) (?!send|escalate)",
    values=((r"yellow|orange", "amber"), (r"series|weekly check-in|check-ins|check-in series|meetings", "series")),
)
