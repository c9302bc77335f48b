"""How English asks for things, and what looks like asking and is not."""

from __future__ import annotations

from mailpm.reading.language import Act, Cue

YOU = r"(?:you|y'all|ya|your (?:team|side|guys|office|colleagues?)|you (?:guys|both|all)|someone|somebody|anyone|one of you)"
_SOFT = r"(?:please |pls |plz |kindly |also |perhaps |maybe |possibly |just |at least |either |still |then |both |all |again |,? ?please,? )*"
_NOT_A_TASK = (
    r"(?:know|remember|believe|imagine|see (?:why|how|that)|hear|understand|mind|like|want|need|think|say|prefer|recall|guess|make it|"
    r"be (?:free|around|available|there|interested|happy|able to (?:join|make|attend))|have (?:time|a moment|five|a minute)|join|attend|meet|talk|speak|be wanting|"
    r"do (?:a|the|us a)? ?(?:call|chat|meeting|monday|tuesday|wednesday|thursday|friday|morning|afternoon))\b"
)
_THING_VERB = (
    r"(?:send|share|provide|deliver|forward|submit|issue|circulate|upload|post|mail|e-?mail|courier|ship|bring|drop|hand|return|reply|"
    r"answer|respond|revert|give|finish|complete|finali[sz]e|make|build|fix|repair|install|fit|prepare|draft|write|rewrite|review|check|"
    r"confirm|sign|countersign|approve|pay|transfer|wire|refund|order|book|rebook|arrange|organi[sz]e|set|update|revise|rework|redo|test|"
    r"print|publish|release|deploy|push|price|quote|pull|collect|pick|gather|compile|translate|record|shoot|edit|cut|design|attach|add|"
    r"remove|delete|take|change|amend|correct|replace|move|put|get|let (?:me|us) have|have|turn|resend|re-send|resubmit|investigate|"
    r"clarify|advise|nominate|name|list|supply|obtain|secure|chase|nudge|remind|ask|tell|inform|notify|schedule|run|migrate|import|"
    r"export|enable|whitelist|grant|open|close|lock|sort|resolve|clear|process|raise|file|lodge|register|renew|extend|swap|switch|hold|"
    r"reserve|scan|copy|include|fill|work out|start|proceed|explain|summari[sz]e|assign|transmit|clean|paint|measure|inspect|survey|"
    r"train|ensure|make sure|see to|take care|handle|deal|follow|escalate|acknowledge|read|mark|stop by|come|look|block|keep|do the needful|expedite|initial|stamp|"
    r"evaluate|assess|estimate|calculate|analy[sz]e|present|prioriti[sz]e|validate|verify|proofread|rerun|re-run|retest|rebuild|reissue|re-issue|reschedule|restore|create|define|document|specify|select|choose|decide|pick up|call|ring|phone|mend|reopen|refresh|restock|replenish|credit|invoice|bill|reimburse|waive|unlock|whitelist|reset|configure|connect|activate|disable|cancel|withdraw|drop)"
)

CUES: tuple[Cue, ...] = (
    Cue(
        name="can-you",
        act=Act.ASK,
        pattern=rf"\b(?:can|could|would|will|might|may|cd|couldn't|can't) {YOU},? {_SOFT}(?!{_NOT_A_TASK})(?!not\b)[a-z]{{2,}}",
        examples=("Could you send me the logo?", "Can you please confirm the quote by Thursday?", "Would you price up a second day?"),
        never=("Can you remember his name?", "Would you like a coffee?", "could you not do that"),
    ),
    Cue(
        name="can-name",
        act=Act.ASK,
        pattern=rf"(?:^|[-,:;.] ?)(?:can|could|would|will) (?:your |our |the )?[a-z][\w'.-]*(?: [a-z][\w'.-]*){{0,2}} (?:please |kindly )?{_THING_VERB}\b[^?]{{0,160}}\?",
        examples=("Can your exporter courier it to our office by the 9th?", "Could Steve send the login?"),
        never=("Can we speak on Monday?",),
    ),
    Cue(
        name="please-do",
        act=Act.ASK,
        pattern=r"(?:\bplease|\bpls|\bplz|(?<!has )(?<!have )(?<!had )(?<!was )(?<!very )\bkindly)\b,? (?:also |do |just |kindly |then |now |both |all |again |either |help to |try to |remember to |be so kind as to |advise |and )*(?:have \w+ )?(?!(?:also |do |just |kindly )*(?:note|find|dont|be advised|be aware|refer|telephone me|call me|contact|use (?:his|her|my|this|our|the)|go ahead|proceed|bear|excuse|ignore|remember me|accept)\b|find\b|note\b|see (?:below|attached|my|the (?:attach|below))|do not|don't|be aware|be advised|be informed|be assured|feel free|let (?:me|us) know (?:if|should|whether you have)|accept (?:my|our)|excuse|forgive|ignore|disregard|bear with|contact|refer|find|think (?:before|of)|consider the env|enjoy|stay|delete this|not\b|treat this|quote (?:ref|our)|visit|click|never|shout|hold (?:off|on))[a-z]{2,}",
        examples=("Please send a clean version", "pls get me your data", "Kindly arrange the review by the 25th", "please have the attached form signed"),
        never=("Please find attached the file", "please don't print", "Please let me know if you have questions", "please note that the office is closed"),
    ),
    Cue(
        name="please-at-the-end",
        act=Act.ASK,
        pattern=r"^[^.?!]{11,220}[ ,](?:please|pls|plz)[.!?)]*$|^(?:both|all)\b[^.?!]{0,20} (?:please|pls|plz)[.!?)]*$",
        examples=("A clean copy by Friday, please.", "Both by Thursday please", "List of attendees pls"),
        never=("please",),
    ),
    Cue(
        name="someone-please",
        act=Act.ASK,
        pattern=rf"\b(?:someone|somebody|one of you)(?: from your side)? (?:please|kindly|needs? to|must|has to)\b|\b(?:make|be) sure (?:that |to )?|^(?:do )?remember to {_THING_VERB}\b|\bdon't forget (?:to|the)\b",
        examples=("so someone please be at the gate", "Make sure the contract is signed", "don't forget the invoice"),
    ),
    Cue(
        name="may-we-have",
        act=Act.ASK,
        pattern=r"\b(?:can|could|may|might) (?:i|we)(?: please| also| perhaps| possibly| kindly| just| at least| in turn| in return| then)* (?:please )?(?:have|get|see|ask|request|borrow|receive|trouble|beg|bother|expect|count on|rely on)\b",
        examples=("Could I have all of it by Friday?", "May we in turn ask for the list?", "Can I get those by Friday?"),
        never=("Can we talk on Monday?",),
    ),
    Cue(
        name="could-it-reach-us",
        act=Act.ASK,
        pattern=r"\b(?:can|could|would|will|may|might) (?:it|this|that|these|those|they|both|all|everything|the [\w -]{2,40}?) (?:please )?(?:reach|be|come|get|arrive|go)\b[^.!]{0,160}\?",
        examples=("Could both reach us before 8 August?", "Can this be fixed by Monday?"),
        never=("Will it rain?",),
    ),
    Cue(
        name="any-chance",
        act=Act.ASK,
        pattern=rf"\b(?:any|is there any|is there a|what are the) (?:chance|possibility|way|hope)s?\b[^.?!]{{0,160}}\b(?:you|of getting|of having|to get|to have|we (?:can|could) (?:get|have)|i (?:can|could) (?:get|have)|get|have|send)|\bwould it be (?:possible|ok|okay|feasible)\b[^.?!]{{0,160}}\b(?:to|for you|if you)\b|\bis it possible (?:for you )?to (?:get|have|send|receive|{_THING_VERB})|\bwould you mind \w+ing\b|\b(?:mind|fancy) (?:sending|sharing|checking|forwarding|giving|taking|doing|letting|having|getting)\b",
        examples=("Any chance you could lock that in by next Friday?", "Would it be possible to have the plan on Monday?", "Would you mind sending the file again?"),
        never=("Is there any chance of rain?",),
    ),
    Cue(
        name="when-can-you",
        act=Act.ASK,
        pattern=rf"\b(?:when|how soon|by when)(?: do you think| exactly| roughly)? (?:you |will you |can you |could you |might you |can we |can i |may we |may i |are you (?:able|going) to |do you think (?:you|we|i) (?:can|could|will) |you can )(?:be able to )?(?:{_THING_VERB}|expect|count)",
        examples=("When do you think you can get those over?", "When can we expect the drawings?"),
        never=("When can you meet?",),
    ),
    Cue(
        name="grateful-if",
        act=Act.ASK,
        pattern=r"\b(?:be|be most|be very|be so|be really|would|much) (?:grateful|appreciate(?:d)?|obliged|great|good|helpful|brilliant|lovely|kind|fantastic|thankful|glad|wonderful|super|ideal|useful) (?:it )?(?:if|to (?:have|get|receive|see)|for (?:the|your|a))\b|\b(?:i|we)(?:'d| would)(?: very much| really)? (?:appreciate|be grateful for|love|like) (?:a|an|the|your|to (?:have|get(?! (?:it|them|this|that|these|started|going)\b)|see|receive))\b|\bif you could(?:n't)?\b(?! not)[^.?!]{0,160}\b(?:send|get|give|let|share|confirm|sign|have|make|do|check|forward|return|provide|ask|put|take|add|fix|update|review|arrange)\b",
        examples=("we should be most grateful if you could let us have the syllabus by 8 January", "It would be great to have the list by Monday", "Would love your redlines by EOM... we'd love your redlines", "if you could get me a sketch of that"),
        never=("I'd be grateful",),
    ),
    Cue(
        name="bare-order",
        act=Act.ASK,
        pattern=r"^(?:and |also |then |so |now |next |ok |right |first |finally |again )*[,]? ?(?:send|share|forward|return|submit|give (?:me|us)|get (?:me|us|it|this|the|that)|let (?:me|us|\w+) have|supply|provide|deliver|upload|email|e-mail|mail|post|drop (?:me|us) a|prepare|sign|countersign|confirm (?:the|your|by|to|whether|receipt|that)|check (?:the|with|that)|review|update (?:the|your)|fix (?:the|it|this)|make (?:the|it|sure)|add (?:the|a|one)|remove|change the|correct|replace|arrange|book|order|print|pay|settle|call|ring|ask|tell|remind|chase|nominate|complete|fill in|finish|test|install|move the|take the|bring|put (?:the|it|this)|revise|resend|reply|respond|advise|put|chase|swap|drop|cut|lose|fix|use the|resubmit|clean|set up|let (?:me|us) know)\b(?! (?:you|away|it is|me (?:off|out))\b)(?! (?:is|are|was|will|attached|received|done)\b)|[,;] (?:so |and |please )?(?:send (?:me|us)|let (?:me|us) have|give (?:me|us)|get (?:me|us)|forward (?:me|us))\b",
        examples=("I'm going to pay, send me the invoice", "Put a banner on the home screen today", "Send me the final prices by Wednesday", "Let me have the amended invoice", "Return the mapping by Thursday"),
        never=("Sending this from the train", "Print away", "Review is done"),
    ),
    Cue(
        name="you-must",
        act=Act.ASK,
        pattern=r"\byou(?:'ll)? (?:must|need to|have to|should|are to)\b(?! (?:know|understand|be|see|use|have (?!it|the|them|this)|remember|admit|excuse|forgive|think|wait|live|rent|expect|bear|find|get|receive)\b)|\byou(?:'ll)? (?:are kindly requested to|are requested to|(?:still )?ought to|had better|will need to|'ll need to|will have to)\b|\b(?:ask|request|remind|urge|invite|need|want|require|expect|like|trouble) (?:you|your (?:team|side|office|people)|y'all)(?: both| all| guys| kindly)? (?:to|for)\b|\byou are (?:kindly )?(?:requested|asked)\b|\brequest (?:you|your (?:team|side)) to\b|\b(?:may|might|can|could) i (?:ask|trouble|request|remind|bother|beg) you\b",
        examples=("May I ask you to resubmit it in template B?", "We need you to sign by Friday", "You must return the form by Monday"),
        never=("you were right", "You have to use the certificate", "You should know that he left"),
    ),
    Cue(
        name="name-to-do",
        act=Act.ASK,
        pattern=r"^@?[a-z][\w'.]*(?: [a-z][\w'.]*)? ?(?:,|-|:) (?:please |pls |kindly |can you |could you |will you |would you )\w+",
        examples=("Priya - can you rebook the chamber by Wednesday?", "Kirsty, please send the list"),
    ),
    # --- a need said as a need
    Cue(
        name="we-need",
        act=Act.WANT,
        pattern=r"(?<!n't )(?<!not )(?<!what )(?<!no )(?!(?:may|might|could|cannot|never|would) )\b(?:i|we|they|our \w+|the [a-z]+|[a-z]{3,})(?:'ll|'d|'ve| will| would| shall| should| do| also| still| just| really| urgently| only| now| have)*(?:(?: am| are|'m|'re)(?: still| now)? (?:missing|short of|lacking|waiting for|waiting on|awaiting|after|chasing|looking for|to ask you)| (?:need|needs|require|requires|must have|must see|have got to have|got to have|want|wants|wish to (?:have|see)|wishes? to see|expect|expects|would like|'d like|'d want|need to (?:know|see|have|receive|get)|have to (?:know|see|have)|lack|owe us|owes us))\b(?! (?:is|was) to)(?! to (?!know|see|have|receive|get|ask))(?! (?:no|nothing|not)\b)(?! (?:about |around |another |roughly |some |at least )?(?:\w+ )?(?:(?:business |working |more )?(?:days?|weeks?|hours?|minutes)|a (?:day|week|bit)|time)\b)",
        examples=("We're looking for your stamped copies back by 10/15", "To hit that we need the GL detail by EOW", "I want a credit note on my desk by Wednesday", "We are missing the readings for June", "I require the following by Friday"),
        never=("then the roof leaked and my sister came after a week", "We need to cut it", "we need two days for page 2", "so we may need consent from the council", "the translator needs a week", "we need nothing further", "I don't want to hear that"),
    ),
    Cue(
        name="we-would-like",
        act=Act.WANT,
        pattern=r"(?:^|\b(?:i|we|he|she|they))(?:'d| ?would)(?: very much| really| also)? (?:like|love|want|need|expect|appreciate|prefer|be (?:glad|grateful|thankful) (?:of|for))\b(?! to (?!know|see|have|receive|get))(?! to get (?:it|them|this|that|these|started|going|\w+ \w+ to)\b)(?! you to)",
        examples=("We'd like it home again by 10 February", "Would love your redlines by EOM"),
        never=("we'd like to help", "I'd like to get it to the printer on the 30th"),
    ),
    Cue(
        name="we-dont-have",
        act=Act.WANT,
        pattern=r"\b(?:i|we)(?: still)? (?:don't|do not|haven't|have not|still haven't|still don't) (?:yet )?(?:have|got|received|had|seen|see)\b|\b(?:not|never|hasn't|haven't) (?:yet )?(?:been )?(?:received|arrived|come|reached)\b",
        examples=("I don't have chain-of-custody forms for lots 7 to 9", "We haven't received the drawings"),
    ),
    Cue(
        name="still-missing",
        act=Act.WANT,
        pattern=r"\b(?:still|yet)\b[^.?!]{0,25}\b(?:open|outstanding|missing|pending|due|owed|owe|awaited|to come|needed|required|waiting|lacking)\b|\b(?:is|are|remains?|remain) (?:still |yet )?(?:pending|outstanding|overdue|missing|awaited|required|needed|due)\b(?: (?:from|with|at|on) (?:you|your)| from| at your)?|\b(?:pending|outstanding|missing|required|needed|wanted|expected|awaited|due) (?:from|at|with|on) (?:you|your|the client)\b|^awaiting\b|\balso awaiting\b|^(?:also )?(?:need|needs|needed|require|required|want|missing|outstanding|waiting (?:for|on))\b|\bneed (?:that|it|them|this|those|both|all)\b|\byou (?:still )?owe (?:me|us)\b|\bstill owe (?:me|us)\b",
        examples=("VPN credentials are pending from your end", "You still owe me the certificate", "Two points are still outstanding", "Need the statement off you by Weds", "Also awaiting your RAMS"),
        never=("Payment is still 45 days",),
    ),
    Cue(
        name="by-a-day-at-the-latest",
        act=Act.WANT,
        pattern=r"\b(?:no later than|not later than|at the (?:very )?latest|latest by|by no later|without fail|not a day later|asap\b|as soon as (?:you can|possible))",
        examples=("The plan no later than Friday", "menu for the sign guy, asap"),
    ),
    Cue(
        name="must-be",
        act=Act.WANT,
        pattern=r"\b(?:must|has to|have to|needs to|need to|is to|are to) (?:be (?:sent|signed|paid|returned|submitted|delivered|with (?:us|me)|in (?:our|my)|here|done|fixed|finished|completed|received|on (?:my|our|site)|provided|approved|confirmed|ready|back|in by|filed|uploaded|closed|resolved|cleared|sorted|completed|\w{3,}ed by)|go out|reach us|arrive|come back|come to us)\b",
        examples=("the snags have to be closed out by Friday week", "the letter must go out by this day week", "The form must be signed by Friday"),
        never=("It must be nice",),
    ),
    Cue(
        name="all-to-be",
        act=Act.WANT,
        pattern=r"(?:^|, |- |: )(?:all |both |each |everything |these |those |please )*to be (?:\w{3,}ed|sent|done|ready|in|with us|back|paid|put|built|made|sorted)\b",
        examples=("Snags from this morning, all to be closed out by Friday week", "Forms: to be returned by the 5th"),
        never=("It turned out to be closed",),
    ),
    Cue(
        name="if-we-get",
        act=Act.WANT,
        pattern=r"\bif (?:i|we) (?:can |could )?(?:get|have|receive|had|got) (?:it|them|both|all|these|those|everything|that|this)\b[^.?!]{0,40}\b(?:by|before|on|tomorrow|today|this|next)\b",
        examples=("If I get both by July 2 we make the date",),
        never=("If we get rain, we stop",),
    ),
    Cue(
        name="yours-nominal",
        act=Act.YOURS,
        pattern=r"\b(?:from|on) your (?:side|end)\b|\bfrom you\b|\bi(?:'ll)? need\b[^.]{0,160}:$|\b(?:waiting|pending|missing|outstanding|need|needed|open|owed|required)\b[^.]{0,40}\b(?:from|with|on) you(?:r|\b)|\bwe (?:still |will |also )*need\b[^.?!]{0,160}:$|\b(?:things|points|items|bits|asks?|files|documents|inputs|questions?|pieces) (?:i|we) (?:still )?need\b|\b(?:i|we)(?:'m|'re| am| are)? (?:still )?(?:short of|missing|need|want|waiting)\b[^.]{0,160}$",
        examples=("From you: the graphics proof", "three things from your side:", "From you I need:"),
    ),
    Cue(
        name="ours-nominal",
        act=Act.OURS,
        pattern=r"\b(?:from|on|at) our (?:side|end|part)\b|^from us\b|\bstatus from us\b|^(?:status|update|news|where we are|what'?s coming|our side|next up)\b[^?]{0,160}:$",
        examples=("From us: artwork for the logo wall", "Status from us:"),
    ),
    # --- looks like asking
    Cue(
        name="do-not",
        act=Act.DONT,
        pattern=r"^no \w+[^.]{0,160} please\b|\b(?:please |pls |kindly )?(?:don't|do not|dont|never|no need to|no need for|needn't|don't bother|not necessary to|hold off|stop)\b (?:you )?(?!have|hesitate|forget|see|think|know|get|want|enjoy|like|mind|need anything)(?:[a-z]+)|\bnothing (?:for you|further|more|else)?\b[^.]{0,20}\b(?:to do|needed|required|from you)\b|\bno action\b",
        examples=("Please don't print anything", "no need to send it", "nothing for you to do", "no action needed from you"),
        never=("I don't have the file",),
    ),
    Cue(
        name="courtesy",
        act=Act.COURTESY,
        pattern=r"\blet (?:me|us) know\b(?! (?:by|whether .{3,} by|the (?!best))\b)|\bplease (?:do not|don't) hesitate\b|\bfeel free\b|\bkeep you (?:posted|updated|informed|in the loop)\b|\blook(?:ing)? forward\b|\b(?:be|get|keep) in touch\b|\bhave a (?:good|great|nice|lovely)\b|\bany (?:questions|concerns|queries)\b|\bshout if\b|\bjust (?:shout|ask|say)\b|\btake care\b|\bsee you\b|\bspeak soon\b|\btalk soon\b|\bhope (?:you|this|that|all|it)\b|\bthank(?:s| you)\b(?! (?:in advance|for sending))[^.?!,-]{0,60}$|\brevert in due course\b|\bcome back to you (?:soon|shortly|in due course)\b|\bin due course\b|\bas soon as we (?:can|hear|know)\b|\bcorrect anything\b|\bshout if\b|\bbear with (?:me|us)\b(?!.{0,120}\b(?:until|till)\b)|\bi'll leave you (?:in peace|to it)\b|\bwill be in contact\b",
        examples=("I'll keep you posted", "Please let me know if you have questions", "Looking forward to it", "please do not hesitate to contact us"),
        never=("let me know by Friday",),
    ),
    Cue(
        name="offer",
        act=Act.OFFER,
        pattern=r"\b(?:i|we|kit|he|she|they) (?:could|might|can always|could always|would be happy|'d be happy|'d be glad|'m happy|am happy|are happy|would be glad|'d suggest|'d love to help)\b(?! (?:well |easily |also |then )?(?:lose|miss|slip|end up|run (?:out|over|into|late)|be (?:late|delayed|held|stuck|short)|not )\b)(?! have (?:a|the) )|\b(?:i'm|we're|i am|we are|i'd be|we'd be|we would be|i would be)(?: also| more than| very| only)* (?:happy|glad|delighted|pleased|willing) to\b|\bif you(?:'d| would)? (?:like|want|wish|prefer|need|are interested|think)\b|\bif (?:it|that) (?:helps|would help|suits)\b|\bshould (?:that|this|it) be (?:useful|of use|of interest|helpful)\b|\bif (?:that|it) would (?:help|be)\b|\bwould you like (?:me|us)\b|\bshall (?:i|we) (?:send|do|prepare|book|order)\b|\bdo you want (?:me|us) to\b",
        examples=("we could run a workshop in March", "if you like, I can send a draft", "We're also happy to do a fly-through"),
        never=("Could we have a 60 second version?",),
    ),
    Cue(
        name="if",
        act=Act.IF,
        pattern=r"(?:^|[,;:(] ?|\band |\bbut |\bso |\bor )(?:only )?(?:if|unless|provided|assuming|as long as|in case|should)\b(?! (?:you could|you can (?:send|get|let)|possible|at all possible|you possibly|be |have |reach|do |get ))(?! i need)|\bsubject to\b|\bdepending on\b",
        examples=("If the council approves the fee, I can have her out", "subject to board approval"),
        never=("if possible",),
    ),
    Cue(
        name="fact",
        act=Act.FACT,
        pattern=r"(?:^|[.,;:-] ?|\band |\bbut |\balso )(?:is|are|was|were|do|does|did|has|have|had|am|should|shall|what|who|whose|why|where|which|when|how|any (?:news|update|idea|word|luck|progress)|right|ok|okay|correct|isn't|aren't|doesn't|didn't|anything)\b(?:[^.!]|\.(?=\d)){0,160}\?|\b(?:can|could|would|will) you (?:tell|remind|let) (?:me|us)(?: know)? (?:if|whether|who|what|when|how|which|where|why)\b|\bwhat's\b[^.!]{0,160}\?|\bcorrect\?|\bright\?|\bdo you (?:know|remember|have)\b",
        examples=("Is the deadline still Friday?", "What was the demurrage last time?"),
        never=("Could you send it?",),
    ),
)
