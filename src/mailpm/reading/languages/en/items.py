"""English: the table of everything that the reader of items knows about it."""

from __future__ import annotations

from mailpm.reading.language import Language, Section
from mailpm.reading.languages.en import answers, asks, notes, people

_STOP = ["a", "about", "above", "after", "again", "all", "also", "am", "an", "and", "any", "are", "as", "asap", "at", "back", "be", "because", "been", "before", "being", "below", "between", "both", "but", "by", "can", "cannot", "could", "did", "do", "does", "doing", "done", "down", "due", "each", "eod", "eom", "eow", "cob", "end", "ever", "every", "everything", "few", "find", "fine", "first", "for", "from", "further", "get", "gets", "getting", "give", "go", "goes", "going", "good", "got", "great", "had", "has", "have", "having", "he", "her", "here", "hers", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "itself", "just", "keep", "kindly", "know", "last", "late", "latest", "let", "lets", "like", "little", "ll", "look", "make", "many", "may", "maybe", "me", "mean", "might", "more", "most", "much", "must", "my", "need", "needs", "needed", "never", "next", "no", "nor", "not", "now", "of", "off", "ok", "okay", "on", "once", "one", "only", "or", "other", "our", "ours", "out", "over", "own", "per", "please", "pls", "possible", "put", "quite", "re", "really", "right", "said", "same", "say", "says", "see", "send", "sends", "sending", "sent", "shall", "she", "should", "side", "since", "so", "some", "someone", "something", "soon", "still", "such", "sure", "take", "than", "thank", "thanks", "that", "the", "their", "them", "then", "there", "these", "they", "thing", "things", "think", "this", "those", "through", "till", "time", "to", "today", "tomorrow", "too", "two", "three", "until", "up", "upon", "us", "use", "very", "want", "wants", "was", "way", "we", "week", "weeks", "well", "went", "were", "what", "when", "where", "which", "while", "who", "whole", "whom", "why", "will", "with", "within", "without", "won", "word", "work", "works", "would", "yes", "yet", "you", "your", "yours", "morning", "afternoon", "evening", "noon", "night", "day", "days", "month", "months", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "tues", "wed", "weds", "thu", "thur", "thurs", "fri", "sat", "sun", "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "plenty", "second", "third", "fourth", "fifth", "early", "mid", "quick", "point", "points", "item", "items", "hi", "hello", "hey", "dear", "regards", "cheers", "best", "attached", "attach", "attachment", "email", "mail", "mails", "year", "yesterday", "ago", "hour", "hours", "minute", "minutes", "dont", "cant", "ive", "youll", "ill", "weve", "theyll", "hes", "shes", "its", "thats", "whats", "im", "were", "youre", "received", "receive", "ready", "share", "shared", "provide", "forward", "confirm", "confirmed", "complete", "completed", "additional", "new", "please", "reply", "answer", "question", "questions", "afraid", "sorry", "able", "already", "another", "around", "bit", "both", "course", "date", "dates", "each", "either", "else", "even", "far", "final", "half", "happy", "hope", "however", "instead", "latest", "least", "less", "long", "lot", "part", "place", "plan_", "pm", "am", "set", "start", "stay", "sort", "tell", "though", "three", "told", "tried", "try", "under", "using", "via", "whether", "whatever", "issue", "able", "asked", "ask", "asking", "come", "comes", "coming", "follow", "follows", "hand", "hands"]

ENGLISH = Language(
    name="en",
    script=r"[a-z]{2,}",
    cues=(*asks.CUES, *answers.CUES, *notes.CUES),
    nobody=people.NOBODY,
    no_names=people.NO_NAMES,
    deadline=r"\bby|\bbefore|\buntil|\btill|\bno later than|\bnot later than|\blatest|\bdue|\bend of|\bwithin|\beta",
    near_days=r"at the latest |close of business |cob |eod |noon |the |on |about |around |say ",
    deadline_after=r"latest|at the latest|or sooner",
    earlier_day=r"originally|instead of|not on|not|was",
    same_day=r"the same day|same day|that day",
    stop=frozenset(_STOP),
    noise=r"[^a-z0-9&/+#.'-]+",
    word=r"[a-z][a-z0-9&/+-]*[a-z0-9&+]|\d{2,}[a-z]*|[a-z]\d+|#\d+|\d+(?=-)",
    stem=(
        (r"(?:'s|s')$", ""),
        (r"ies$", "y"),
        (r"(?<=[sxz])es$|(?<=[cs]h)es$", ""),
        (r"(?<=[a-z]{3}[^s])s$", ""),
        (r"(?<=[a-z]{4})(?:ing|ed)$", ""),
        (r"(?<=[a-z]{4})(?:ation|ment)$", ""),
        (r"(?<=[a-z]{4})e$", ""),
    ),
    greeting=r"(?:hi|hello|hey|dear|hiya|howdy|morning|good (?:morning|afternoon|evening|day)|afternoon|evening|g'day|ciao|hej|hoi|hallo|darling|gentlemen|all|both|team)?(?: both| all| there| again| everyone| team)?[ ,]*(?P<name>[a-z][\w'. -]{0,40}?)? ?(?:[,:!-]|$)(?=\s|$)",
    farewell=r"(?:kind|best|warm|many|with|yours|thanks|thank you|cheers|regards|sincerely|all the best|best wishes|br|kr|rgds|ta|take care|warmest|kindest|b\. ?rgds|tks|thx|bye|speak soon|have a (?:good|great|nice|lovely)[\w ]*|viele grüße|mit freundlichen grüßen|met vriendelijke groet|groeten|groetjes|saludos|cordialement|with (?:best|kind|very|warm)[\w ]*|sent from my [\w ]+|sent from outlook[\w ]*|sent via [\w ,&]+|love|god bless|every blessing|in haste)(?:[ ,&]+(?:and |& )?(?:kind |best |warm |many |very |a )*(?:regards|wishes|thanks|again|so much|in advance|sincerely|truly|faithfully|you|best|everyone|all|greetings|a million|bye|blessings))*",
    sections=(
        (Section.ACTIONS, r"(?:new |our |your |agreed |open |outstanding |follow-?up |next |key |the |immediate |summary of )*(?:action(?: item)?s?(?: list| log| points?| register| agreed| arising| for (?:next|this) week| by owner)?|to-?dos?(?: list)?|next steps?(?: (?:and|&) (?:owners|actions))?|tasks|assignments|things to do|who(?: does| is doing|'s doing)? what(?: by when)?|follow-?ups?|owners|deliverables|homework)"),
        (Section.DECISIONS, r"(?:key |main |the )?(?:decisions?(?: taken| made| log| points?)?|decided|agreed(?: points?)?|agreements|resolutions?|resolved|conclusions?|outcomes?|what's (?:agreed|decided|settled))|(?:to recap|recap|in short|in summary)?,? ?(?:what (?:we|was|has been) (?:have )?(?:agreed|decided|settled)(?: on)?|(?:we|it was) (?:have )?(?:agreed|decided)(?: that| the following| on)?)"),
        (Section.RISKS, r"(?:key |main |top |new |open )?(?:risks?(?: (?:and|&|/) (?:issues|dependencies|concerns|blockers))?(?: register| log)?|risks?/issues|issues (?:and|&|/) risks|concerns|red flags|watch-?(?:outs?|list|points?)|things to watch|worries)"),
        (Section.PARKED, r"parked|parking lot|on ice|not decided|left open|future ideas|backlog|car park|for later|ideas|not now|open discussion|any other business|aob"),
        (Section.CLOSED, r"closed(?: items| actions)?|done|completed|closed since last (?:time|week)|actions? (?:from|closed)[^:]*closed"),
        (Section.PEOPLE, r"present|attendees|attending|apologies|in attendance|participants|on the (?:line|call)|who was there|in the room|(?:those )?present|absent|distribution|cc|chair|minute(?:s| )taker|circulation"),
        (Section.OTHER, r"where we are|status|progress|updates?|discussion|notes|agenda|background|summary|topics|timeline|budget|scope"),
    ),
    minutes_subject=r"\bminutes\b(?! (?:late|early|of your|away|call|ago|only))|\bactions? (?:items |points )?(?:from|arising|agreed|after|following)\b|\bfollow-?up (?:to|from|on|of|after) (?:our|the|today|yesterday|monday|tuesday|wednesday|thursday|friday|this|last)\b[^?]*(?:meeting|call|session|workshop|review|chat|today|yesterday|day|'s)$|\bde-?brief\b|\bread-?out\b|\b(?:meeting|call|workshop|session|review|sync|stand-?up|kick-?off|check-?in|steering|catch-?up|site)\b[^?]*\b(?:summary|outcomes?|record|actions|notes|decisions|next steps|wrap-?up)\b|\b(?:summary|outcomes?|record|wrap-?up|key points) (?:of|from) (?:our|the|today|yesterday|this|last|monday|tuesday|wednesday|thursday|friday)|- summary$|\bwhat we agreed\b|\bmeeting notes\b|\bcall notes\b|\bnotes (?:from|of|-)|\bnotes\b(?=[ ,:-]+\d)|\brecap\b|\bweekly notes\b|\bmeeting summary\b|\bwrite-?up\b|\bsummary of (?:our|the|today|yesterday)|\bmom\b|- notes$|\bprotocol of\b",
    minutes_body=r"\b(?:a |the |my )?(?:quick |short |brief )?(?:summary|recap|rundown|wrap-?up|record|outcomes?|actions|action items|decisions|key points|next steps)(?: and (?:actions|decisions|next steps))? (?:of|from|after|agreed (?:in|at|on|during)) (?:today|yesterday|this (?:morning|afternoon)|our (?:\w+ ){0,2}(?:call|meeting|session|workshop|chat|review|sync)|the (?:\w+ ){0,2}(?:call|meeting|session|workshop|review)|monday|tuesday|wednesday|thursday|friday)|\b(?:actions?|notes|action items|summary|recap|next steps) (?:are |is )?below\b|\bto recap what\b|\b(?:minutes|notes|recap|write-?up|summary) (?:of|from) (?:today|yesterday|this (?:morning|afternoon)|our (?:call|meeting)|the (?:call|meeting)|monday|tuesday|wednesday|thursday|friday)|\bnotes from\b|\b(?:minutes|notes) below\b|\bhere are (?:my|the|our) (?:notes|minutes)|^(?:present|attendees|apologies|attending)\b ?:|\bminutes of (?:this|the|today|our)\b|^\W*minutes\b",
    not_minutes=r"^(?:re|aw|sv|antw|r|vs|odp|ref?)\s?:|^(?:re|aw|sv|antw|r) ?\[\d+\]:",
    columns=(
        ("what", r"(?:action|actions|task|tasks|item|items|what|deliverable|description|asset|point|subject|topic|activity|work|to-?do|issue|action item|document|request)"),
        ("who", r"(?:owner|owners|who|responsible|assignee|assigned(?: to)?|lead|resp\.?|by whom|person|action by|accountable|name|party|on)"),
        ("due", r"(?:due|due date|date|when|deadline|by|by when|needed|target|until|eta|target date|timing|required by|delivery|due by|finish)"),
        ("status", r"(?:status|state|progress|done\??|%)"),
        ("label", r"(?:#|no\.?|ref|id|nr\.?|number|item no\.?)"),
        ("note", r"(?:remarks?|notes?|comments?|remark|details)"),
    ),
    pronouns=r"^(?:and |but |so |also )?(?:it|this|that|these|those|they|them|both|he|she|give me|bear with|the \d|not (?:a|before)|for sure|no later|latest|by|until|till|should|will)\b|\b(?:it|them|those|both|all of it|the same)\b(?! (?:is|was) (?:why|how))|\b(?:this|that|these)\b(?! (?:is|was) (?:why|how)| (?:week|weekend|month|year|quarter|morning|afternoon|evening|day|coming|mon|tue|wed|thu|fri|sat|sun)\w*)",
    us=r"\b(?:i|we|us|me|our|my|mine|we'll|i'll|we're|i'm|i've|we've)\b",
    you=r"\b(?:you|your|yours|you'll|you're)\b",
    all_of_it=r"\b(?:both|all (?:of (?:it|them|these|those)|three|four|five|the above)|everything|the lot|all this|these (?:two|three)|those (?:two|three)|the first two|(?:two|three|four|five) (?:files|things|items|points|documents) (?:by|before|on))\b",
    joints=r",? and |;| plus |, (?=the |a |an |your )| as well as |\? (?=and )",
)  # fmt: skip
