"""How English fixes a meeting, decides, warns and wishes for a change."""

from __future__ import annotations

from mailpm.reading.language import Act, Cue

_MEETING = r"(?:call|meeting|meet|chat|catch-?up|workshop|session|sync|stand-?up|steering|demo|review meeting|go/no-go|huddle|interview|briefing|kick-?off|walkthrough|walk-through|retro|conference call|video call|visit|pm\d+)"

CUES: tuple[Cue, ...] = (
    Cue(
        name="shall-we-meet",
        act=Act.MEET,
        pattern=rf"\b(?:can|could|shall|should|may|might|let'?s|let us|would you|how about|what about|are you|do you|i'd suggest|i suggest|i propose|suggest|propose|want to|free|happy to)\b[^.!?]{{0,16}}\b(?:speak|talk|meet|connect|catch up|jump on|hop on|get together|sit down|go through|dial in|zoom)\b|\b(?:can|could|shall|let'?s|let us|how about|what about|would you|are you|propose|suggest|free|available|i'd like|we'd like)\b[^.!?]{{0,30}}\b(?:a|an|our|another|quick|short|for) (?:[\w/-]+ ){{0,2}}{_MEETING}\b|\blet us connect\b|\bare you free\b|\bdo(?:es)? \w+day (?:at )?\d",
        examples=("Could we speak on Monday at 9?", "can we do a go/no-go call on Thursday at 10:00?", "Shall we talk tomorrow at 14:00 UK time?"),
        never=("Could you send it on Monday?",),
    ),
    Cue(
        name="next-meeting",
        act=Act.MEET_FIXED,
        pattern=rf"\bnext (?:\w+ ){{0,3}}{_MEETING}\b|^next ?(?:one|time)?:|\bwe meet (?:again )?(?:on|next)\b|\bsame time next\b|\b(?:{_MEETING}) (?:is |has been |stays? |remains? )?(?:scheduled|set|fixed|confirmed|booked|arranged|as planned|on \w+day|at \d)|\bmeeting again\b|\bnext: |\bwe (?:re)?convene\b|\bnext up\b|\b(?:invite|invitation|link) (?:sent|to follow)\b|\bsee you (?:all )?(?:on )?(?:mon|tue|wed|thu|fri|at)\w*\b[^.]{{0,160}}\d",
        examples=("Next meeting: Monday 15 June, 14:00", "We meet again on Thursday 28 January at 09:30", "Same time next Thursday (Nov 19, 10am)"),
    ),
    Cue(
        name="meeting-off",
        act=Act.MEET_OFF,
        pattern=rf"\b(?:cancel|cancelled|canceled|call off|called off|scrap|drop|skip|no need for|don't need|postpone indefinitely)\b[^.!?]{{0,160}}\b{_MEETING}\b|\b{_MEETING}\b[^.!?]{{0,160}}\b(?:is off|cancelled|canceled|called off|not needed|not happening|won't happen|scrapped|no longer needed)\b",
        examples=("Let's cancel Thursday's call", "the 3pm meeting is off"),
    ),
    Cue(
        name="meeting-moved",
        act=Act.MEET_MOVED,
        pattern=rf"\b{_MEETING}\b[^.!?]{{0,160}}\b(?:moved?|push(?:ed)?|shift(?:ed)?|reschedul\w+|postponed?|brought forward|instead)\b|\b(?:move|push|shift|reschedule|postpone|bring forward)\b[^.!?]{{0,160}}\b{_MEETING}\b",
        examples=("Can we move the call to Friday at 10?", "The meeting is rescheduled to 3 March at 9:00"),
    ),
    Cue(
        name="decided",
        act=Act.DECISION,
        pattern=r"\b(?:we|they|it was|the \w+|board|committee|management|directors?|council|client|team|all|everyone|it is)(?: have| has| all)?(?: now| also| finally| unanimously| just| mutually)* (?:decided|agreed|settled (?:on|that)|resolved (?:to|that)|approved|opted|chose|concluded|signed off)\b(?! to differ)(?! with you\b)|^(?:decided|agreed|decision|resolved|confirmed|conclusion)\b ?:?(?! by\b)|\bdecided:|\bagreed that\b|\bagreed to (?!send|supply|provide|prepare|check|look|share)|\bit was agreed\b|\bgoing with (?:the|option|a|your|version)\b|\bwe(?:'ll| will) go with\b|\b(?:is|are|was|were|has been|have been)(?: now| hereby| all| formally)? (?:agreed|approved|settled|signed off|accepted)\b(?! (?:by|before|until|once))|\b(?:is|are) ok as drafted\b|\b(?:the|your|our) [\w ]{2,40} (?:is|are) off\b(?! (?:your|the|my|to|until|till|sick|from))|^no,? (?!problem|worr|rush|hurry|need|thank|news|idea|change|reply|action|shout|new|further|one|matter|doubt|drop|more|longer|not|i|we|it|that)(?:to the |the )?[a-z\d]+\b[^?]{0,30}$|\bwe(?:'ll| will)? go with\b|\bfinal answer\b|\bsettled on\b|^(?!none|so|all|here|what|that|mon|tue|wed|thu|fri|sat|sun|as)[\w ]{2,20}(?<! of) it is(?=[,.!]|$)|\bwe have (?:a )?(?:decision|go)\b|\bgo-ahead\b|\bpulled the plug\b|\bnot going ahead\b|\bgo ahead without\b|\bshan't be going ahead\b|\bapproved as (?:is|drafted)\b|\b(?:happy|fine) with option\b|\bis ok by me\b|\bgo-live stays\b|\bstays? (?:at|on|january|february|march|april|may|june|july|august|september|october|november|december|\d)|\bas drafted\b|\breleased for print\b|\bwill be the (?:decision maker|contact|lead|font|colou?r)\b|\bscrap the\b|\bno longer (?:do|going|include|want)\b",
        examples=("We have decided to drop the line", "Agreed that they will not be migrated", "we settled on three regions", "The podcast is off"),
        never=("as agreed with you on the phone",),
    ),
    Cue(
        name="undecided",
        act=Act.UNDECIDED,
        pattern=r"\b(?:not (?:yet )?(?:decided|agreed|settled|approved|signed off)|undecided|no decision|to be decided|nothing was agreed|left it there|needs? to be (?:agreed|approved|decided)|if (?:approved|agreed)|have to decide|must decide|can be agreed|won't sign|who (?:approves|decides|signs))\b|\bif [^,.]{0,160}\b(?:approves?|agrees?|is approved)\b|\?$|\b(?:until|once|when|before|after) [^,.]{0,160}(?:approved|agreed)\b|\bplease (?:approve|confirm)",
        examples=("nothing was agreed", "not yet decided"),
    ),
    Cue(
        name="risk",
        act=Act.RISK,
        pattern=r"\b(?:risk|danger|real chance|jeopardi[sz]e|at stake|threat|knock-on)\b|\bif\b[^.?!]{3,160}\b(?:lose|loses|lost|miss|misses|slip|slips|late|delay\w*|can't|cannot|won't|fail|fails|moves? out|at risk|suffer|impact\w*|slide|slides|solicitor|lawyer|terminate|stop|stops|blow|have to|drop\w*|break\w*|penalt\w+|cost us|push\w*)\b|\b(?:otherwise|or else|else)\b[^.?!]{0,160}\b(?:lose|miss|slip|late|delay\w*|can't|cannot|fail\w*|impact\w*|have to|will|gets?|then)\b|\b(?:could|may|might|would|will) (?:well )?(?:slip|slide|delay|be delayed|jeopardi[sz]e|affect|impact|hold up|push|become a (?:problem|issue|blocker)|cause|overrun|run (?:over|out|late|into)|use up|fail|lead to|miss|cost us|cut into|eat into|lose|threaten|put)\b|\bnot going to make\b.{0,80}\blaunch\b|\bslides? into\b|\bslips into\b|\bwithout (?:logins|power|access)\b|\bfailure to\b|\bwarned that\b|\bmay lead to\b|\bwe lose the\b|\bwe miss the\b",
        examples=("If that runs past Easter we lose the crane slot", "else Sprint 9 will get impacted", "a second round would use up all of the contingency"),
        never=("If you like, I can send it",),
    ),
    Cue(
        name="change",
        act=Act.CHANGE,
        pattern=r"\b(?:can|could|may|might|would|shall) (?:we|you|i|it|the [\w ]{2,30}|this|that)\b[^.?!]{0,160}\b(?:bring (?:it|this|that|the \w+|\w+) forward|push (?:the|back)|come down (?:from|to)|go (?:up|down) (?:from|to)|be (?:moved|reduced|increased|extended|brought forward|enlarged)|increase|reduce|extend (?:the|it)|move the (?:launch|opening|go-live|date|deadline|event)|add (?:a|an|another|two|three|more|one)|include (?:a|an)|take the \w+ out|change the|swap|drop the|instead of|switch (?:to|the))\b|\b(?:would|'d) like to (?:add|change|include|move|extend|reduce|increase|swap|drop|go live|have [^.]{0,160} added|see [^.]{0,160} added)\b|\b(?:want|wants|wish|wishes|wanted|would like|'d like)\b[^.?!]{0,160}\b(?:instead of|in after all|and not (?:on )?(?:the )?\w+|rather than|added|earlier|bigger|smaller|to open|removed|an extra)\b|\b(?:we|i) (?:need|have) to (?:cut|reduce|shrink|increase|extend|move|add|change)\b[^.?!]{0,160}\b(?:from|to|scope|budget|launch|opening)\b|\bfrom \d[\w,.]* ?\w* to \d|\bnumbers up\b|\bchange of (?:plan|scope|mind)\b|\bchange request\b|\bscope change\b|\b(?:is|are) off\b(?! (?:your|the|my|to|until|till|sick|from))|\bpulled the plug\b|\bgo ahead without\b|\bout of scope\b.{0,80}\badd\b|\bextra (?:page|language|floor|room|feature|day|table)s?\b|\bpush (?:the|our) (?:whole )?(?:opening|launch|go-live|event|date)",
        examples=("Could the stage come down from 8 metres to 6?", "we need to cut it from 40 pages to 25", "Can we bring it forward to Thursday?"),
    ),
)
