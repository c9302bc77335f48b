"""How English fixes a meeting, decides, warns and wishes for a change."""

from __future__ import annotations

from mailpm.reading.language import Act, Cue

_MEETING = r"(?:call|meeting|meet|chat|catch-?up|workshop|session|sync|stand-?up|steering|demo|review meeting|go/no-go|huddle|interview|briefing|kick-?off|walkthrough|walk-through|retro|conference call|video call|visit|pm\d+)"

CUES: tuple[Cue, ...] = (
    Cue(
        name="shall-we-meet",
        act=Act.MEET,
        pattern=rf"\b(?:can|could|shall|should|may|might|let'?s|let us|would you|how about|what about|are you|do you|i'd suggest|i suggest|i propose|suggest|propose|want to|free|happy to)\b[^.!?]{{0,16}}\b(?:speak|talk|meet|connect|catch up|jump on|hop on|get together|sit down|go through|dial in|zoom)\b|\b(?:can|could|shall|let'?s|let us|how about|what about|would you|are you|propose|suggest|free|available|i'd like|we'd like)\b[^.!?]{{0,30}}\b(?:a|an|our|another|quick|short|for) (?:[\w/-]+ ){{0,2}}{_MEETING}\b|^(?:a |and a |maybe a )?(?:quick|short|brief|15[- ]min\w*|30[- ]min\w*|half-hour) (?:call|chat|catch-?up|sync|zoom|meeting)\b[^.!]{{0,60}}\?|\blet us connect\b|\bare you free\b|\bdo(?:es)? \w+day (?:at )?\d",
        examples=("Quick call on Wednesday at 10?", "Could we speak on Monday at 9?", "can we do a go/no-go call on Thursday at 10:00?", "Shall we talk tomorrow at 14:00 UK time?"),
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
        pattern=r"\b(?:we|they|it was|the \w+|board|committee|management|directors?|council|client|team|all|everyone|it is)(?: have| has| all)?(?: now| also| finally| unanimously| just| mutually)* (?:decided|agreed|settled (?:on|that)|resolved (?:to|that)|approved|opted|chose|concluded|signed off)\b(?! to differ)(?! with you\b)|^(?:decided|agreed|decision|resolved|confirmed|conclusion)\b ?:?(?! by\b)|\bdecided:|\bagreed that\b|\bagreed to (?!send|supply|provide|prepare|check|look|share)|\bit was agreed\b|\bgoing with (?:the|option|a|your|version)\b|\bwe(?:'ll| will) go with\b|\b(?:is|are|was|were|has been|have been)(?: now| hereby| all| formally)? (?:agreed|approved|settled|signed off|accepted)\b(?! (?:by|before|until|once))|\b(?:is|are) ok as drafted\b|\b(?:the|your|our) [\w ]{2,40} (?:is|are) off\b(?! (?:your|the|my|to|until|till|sick|from))|^no,? (?!obligation|paper|deposit|pressure|harm|stress|sign|plan|date|idea|slack|invoice|photo|answer|file|feedback|comment|issue|further|objection|problem|worr|rush|hurry|need|thank|news|idea|change|reply|action|shout|new|further|one|matter|doubt|drop|more|longer|not|i|we|it|that)(?:to the |the )?[a-z\d]+\b[^?]{0,30}$|\bwe(?:'ll| will)? go with\b|\bfinal answer\b|\bsettled on\b|^(?!none|so|all|here|what|that|mon|tue|wed|thu|fri|sat|sun|as)[\w ]{2,20}(?<! of) it is(?=[,.!]|$)|\bwe have (?:a )?(?:decision|go)\b|\bgo-ahead\b|\bpulled the plug\b|\bnot going ahead\b|\bgo ahead without\b|\bshan't be going ahead\b|\bapproved as (?:is|drafted)\b|\b(?:happy|fine) with option\b|\bis ok by me\b|\bgo-live stays\b|\bstays? (?:at|on|january|february|march|april|may|june|july|august|september|october|november|december|\d)|\bas drafted\b|\breleased for print\b|\bwill be the (?:decision maker|contact|lead|font|colou?r)\b|\bscrap the\b|\bno longer (?:do|going|include|want)\b",
        examples=("We have decided to drop the line", "Agreed that they will not be migrated", "we settled on three regions", "The podcast is off"),
        never=("as agreed with you on the phone",),
    ),
    Cue(
        name="we-choose",
        act=Act.DECISION,
        pattern=r"\b(?:let's|let us|we(?:'ll| will|'re going to| are going to|'ve decided to)?|we've|i've|i(?:'ll| will)|they(?:'ll| will|'ve)?)(?: have| just| now| then| all)* (?:(?:go(?:ing)?|gone|went|stick|stay|proceed) (?:with|for) (?!you\b|it to\b|me\b)|going (?:with|for) |opted|drop the|drop it|leave (?:it|the [\w ]{2,30}) out|leave out|keep (?:the|it as|things as)|skip the|scrap|park (?:the|it)|hold the (?:launch|release|line|date)|won't (?:do|use|need|extend|renew|have|be (?:doing|using|having|extending|renewing)) (?:the|a|an|any)|chosen|picked|rejected|turned down|call it off|postpone|do without|do it without|keeping (?:the|our)|dropping|cutting|shelving)\b|\b(?:go|going) (?:with|for) (?:option|version|the|[a-d]\b|plan)|^(?:take|use|keep|go for|stick with|leave) (?:whichever|the (?:cheaper|first|second|third|other|old|green|blue|red|smaller|bigger|original|existing|current)|option|version|[a-d]\b|it as (?:it )?is)",
        examples=("let's drop the figure", "we hold the launch", "We'll go with the managed plan", "Take whichever track is cheaper", "we've gone for the green"),
        never=("Let's go with you to the site", "I'll keep you posted"),
    ),
    Cue(
        name="it-is",
        act=Act.DECISION,
        pattern=r"^(?:right|ok|okay|great|deal|good|so|then|fine|done)?[,.]? ?(?!none|all|here|what|that|this|how|where|who|when|there|as|as it|mon|monday|tuesday|wednesday|thursday|friday|saturday|sunday)(?:[\w£$€/'-]+ ){1,4}(?<! of )it is(?=[,.!]|$)|^(?:deal|done deal)[.!,]|\b(?:is|are|was|were)(?: hereby| now| all)? rejected\b|\b(?:stamped|passed|accepted|rejected|signed off) (?:\"|'|with|without|as)|^approved\b(?! (?:by|overnight|yesterday|last))|\b(?:would|'d) rather (?:keep|leave|stay|stick)\b|\bdisregard the\b|\bgreen light\b|\bcouncil (?:has )?(?:passed|voted)|\b(?:board|committee|council|management|directors|trustees|owners?|boss|ceo|cfo|md|legal|compliance|finance) (?:has |have )?(?:ok'?d|okayed|passed|voted|gave the (?:go-ahead|green light|ok)|said (?:yes|no)|turned (?:it|this) down|picked|chose|went (?:with|for))\b|\b(?:is|are) (?:now )?final\b(?! (?:version|draft))|\bthe answer is (?:yes|no)\b|\b(?:must|will) (?:stay|remain) as (?:it is|they are|is)\b|\bour (?:choice|pick|decision) is\b|\bstick(?:ing)? with (?:the|option|version|what)\b|\b(?:is|are) held until\b|\bstands\b(?! (?:for|at|in|by|out|on|up|next|corrected|behind|to))",
        examples=("A it is", "8 March it is", "Deal. 8 March it is", "17 (controls) is rejected", "Her Ladyship would rather keep the trees", "so 15 March stands", "Approved with one change"),
        never=("What time it is", "here it is", "He stands by the door"),
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
        pattern=r"\b(?:(?:at|a|the|real|big|main|biggest|some|no|high|serious|only) risks?\b(?! assessment)|risk(?:s|ing)? (?:of|that|is|being|losing|missing)|risky|danger|real chance|jeopardi[sz]e|at stake|threat|knock-on)\b|\bif\b(?! (?:it|that) helps)[^.?!]{3,160}\b(?<!can we )(?:lose|loses|lost|miss|misses|slip|slips|late|delay\w*|can't|cannot|won't|fail|fails|moves? out|at risk|suffer|impact\w*|slide|slides|solicitor|lawyer|terminate|stop|stops|blow|have to|drop\w*|break\w*|penalt\w+|cost us|push\w*)\b|\b(?:otherwise|or else|else)\b[^.?!]{0,160}\b(?:lose|miss|slip|late|delay\w*|can't|cannot|fail\w*|impact\w*|have to|will|gets?|then)\b|\b(?:could|may|might|would|will) (?:well )?(?:slip|slide|delay|be delayed|jeopardi[sz]e|affect|impact|hold up|push|become a (?:problem|issue|blocker)|cause|overrun|run (?:over|out|late|into)|use up|fail|lead to|miss|cost us|cut into|eat into|lose|threaten|put|blow|bust|exceed|derail|endanger|compromise|stall|block|collapse|add (?:\w+ )?(?:weeks?|months?|days?|a (?:week|month|few))|take (?:us|it|this) (?:past|beyond|over)|get (?:stuck|delayed|held up)|not (?:make|be ready|arrive|hold|get|have|be able|come|clear)|come too late|knock|tip us|leave us (?:without|short)|fall (?:behind|through)|be (?:late|tight|short|stuck|held up|too late|postponed|pushed|cancelled|out of))\b|\bnot going to make\b.{0,80}\blaunch\b|\bslides? into\b|\bslips into\b|\bwithout (?:logins|power|access)\b|\bfailure to\b|\bwarned that\b|\bmay lead to\b|(?<!can )(?<!could )(?<!shall )\b(?:we|they|you)(?:'ll| will|'d| would|'d all| could| might| may)? (?:lose|miss) (?:the|our|your|that|a (?:week|month|day|slot))\b|\b(?:worried|concerned|nervous|anxious|afraid|uneasy|fear|worry) (?:that|about (?:the|our|whether)|we|it|the|they|of (?:losing|missing))\b(?! (?:no|not|i|we can't|we have)\b)|\bmy (?:only |one |main |big |biggest )?(?:worry|concern|fear)\b|\bthere(?:'s| is) (?:a|every|some|always a) (?:real |good |big |small |slight |fair )?(?:chance|risk|danger|possibility) (?:that|of|we|it|the|they)\b|\b(?:no|little|zero) (?:slack|buffer|margin|float|contingency) (?:left|at all|in)\b|\bwould (?:cost|set|put|push) us\b|\bunless [^.?!]{3,120}\b(?:won't|can't|cannot|will (?:slip|miss|lose|not|be late)|late|delay\w*)\b|\bany later (?:and|than that)\b|\bwill (?:hold (?:everything|us|it) up|delay (?:the|us))\b",
        examples=("If it goes in a blow we could lose the whole run", "After that we lose the Q3 pricing", "that could add eight weeks", "My worry is that the paint arrives late", "There is a chance that customs holds the crates", "The vendor may raise prices, which would blow the budget", "If that runs past Easter we lose the crane slot", "else Sprint 9 will get impacted", "a second round would use up all of the contingency"),
        never=("If you like, I can send it", "Risk assessment signed and attached", "can we lose the man in the red coat"),
    ),
    Cue(
        name="change-wished",
        act=Act.CHANGE,
        pattern=r"\b(?:wonder(?:s|ed|ing)?|ask(?:s|ed|ing)?) (?:whether|if) [^.?!]{3,100}\b(?:widened|moved|enlarged|extended|brought forward|postponed|added|included|changed|reduced|dropped|swapped|bigger|smaller|earlier|later|another|an extra|a further|more)\b|\b(?:now|also|rather) (?:like|want|prefer|need) (?:the|it|our|two|three|a|an|another) [^.?!]{2,80}\bto be\b|\b(?:can|could|may|might) (?:we|i) (?:also|still|perhaps) (?:have|get) (?:it|this|that|them|the [\w ]{2,30}) (?:in|as|with) |\b(?:we|i)(?:'ve| have) changed (?:our|my) minds?\b|\bnot in the (?:brief|scope|contract|quote)\b|\b(?:could|can|may|might) the [\w ]{2,30}? (?:go live|launch|open|start|go out) (?:on|in|at|by)? ?[^.?!]{0,30}\binstead of\b|\binstead of the (?:agreed|planned|original)\b",
        examples=("Her Ladyship wonders whether the slipway might be widened by a further metre", "we'd now like the rooflight to be two smaller ones", "Could we also have it in Irish"),
        never=("I wonder whether he will come", "I asked if the file arrived"),
    ),
    Cue(
        name="change",
        act=Act.CHANGE,
        pattern=r"\b(?:can|could|may|might|would|shall) (?:we|you|i|it|the [\w ]{2,30}|this|that)\b[^.?!]{0,160}\b(?:bring (?:it|this|that|the \w+|\w+) forward|push (?:the|back)|come down (?:from|to)|go (?:up|down) (?:from|to)|be (?:moved|reduced|increased|extended|brought forward|enlarged)|increase|reduce|extend (?:the|it)|move the (?:launch|opening|go-live|date|deadline|event)|add (?:a|an|another|two|three|more|one)|include (?:a|an)|take the \w+ out|change the|swap|drop the|instead of|switch (?:to|the))\b|\b(?:would|'d) like to (?:add|change|include|move|extend|reduce|increase|swap|drop|go live|have [^.]{0,160} added|see [^.]{0,160} added)\b|\b(?:want|wants|wish|wishes|wanted|would like|'d like)\b[^.?!]{0,160}\b(?:instead of|in after all|and not (?:on )?(?:the )?\w+|rather than|added|earlier|bigger|smaller|to open|removed|an extra)\b|\b(?:we|i) (?:need|have) to (?:cut|reduce|shrink|increase|extend|move|add|change)\b[^.?!]{0,160}\b(?:from|to|scope|budget|launch|opening)\b|\bfrom \d[\w,.]* ?\w* to \d|\bnumbers up\b|\bchange of (?:plan|scope|mind)\b|\bchange request\b|\bscope change\b|(?<!he )(?<!she )(?<!day )(?<!doug )\b(?:(?:the|our|your) [\w ]{2,30}) (?:is|are) off\b(?! (?:your|the|my|to|until|till|sick|from|that|this|next|on|work|all|today|tomorrow|for))|\bpulled the plug\b|\bgo ahead without\b|\bout of scope\b.{0,80}\badd\b|\bextra (?:page|language|floor|room|feature|day|table)s?\b|\bpush (?:the|our) (?:whole )?(?:opening|launch|go-live|event|date)",
        examples=("Could the stage come down from 8 metres to 6?", "we need to cut it from 40 pages to 25", "Can we bring it forward to Thursday?"),
    ),
)
