"""How English promises, delivers, refuses, is stuck, calls off and hands over."""

from __future__ import annotations

from mailpm.reading.language import Act, Cue

_ADV = r"(?: also| then| now| still| just| be able to| try to| definitely| certainly| gladly| happily| personally| surely| first| only| probably| aim to| do my best to| do our best to| make sure to| see to it that| have to| need to| both| all| either| again| already| get round to| instead| today| tomorrow)*"
_THING = (
    r"(?:it|this|that|them|these|those|they|both|all|everything|file|files|report|draft|copy|copies|version|document|docs?|drawing|drawings|plan|list|invoice|"
    r"form|contract|photos?|logo|deck|data|artwork|proofs?|samples?|certificate|signature|response|answer|comments|feedback|payment|cheque|access|login|credentials|keys?)"
)

CUES: tuple[Cue, ...] = (
    Cue(
        name="i-will",
        act=Act.PROMISE,
        pattern=rf"\b(?:i|we)(?:'ll| will| shall| 'll|'d better| intend to| plan to| promise to| aim to| undertake to|(?:'m|'re| am| are)(?: also| now| still| just)? going to|'ve promised to| hope to){_ADV} (?!not\b|never\b|be (?:honest|frank|brief|quick|clear|blunt|candid|fine|ok|okay|right|in touch|away|out|off|on leave|closed|back|travell?ing|happy|glad|there|delighted|able to join|around|available|late|sorry)\b|see (?:you|how|what|if)\b|keep (?:you|an eye|my|at it|\w+ing)\b|let you\b(?! have)|get back\b(?!.{0,80}\bby\b)|look (?:into|at)\b(?!.{0,120}\b(?:by|on)\b)|think\b|wait\b|try\b(?! to)|miss\b|lose\b|need\b|want\b|have to stop\b|leave (?:you|it)\b|come back to you\b|revert\b(?! (?:by|on|with))|assume\b|treat\b|consider\b|bear\b|sleep\b|hold you\b|be (?:charg|invoic)|understand\b|live with|confirm receipt|find out\b(?!.{0,120}\b(?:by|on)\b)|pass (?:it|that|this|them)? ?on your thanks)[a-z]{{2,}}",
        examples=("I'm also going to cover the idle time", "I'll send the brand guide by Friday", "we will provide the site plan", "I shall obtain the seal"),
        never=("I'll keep you posted", "I will be honest", "I'll keep refreshing", "I will be away until Monday", "we will miss the slot"),
    ),
    Cue(
        name="i-can",
        act=Act.PROMISE,
        pattern=r"\b(?:i|we)(?: can| should be able to|'m able to| am able to| are able to|'d be able to)(?: then| also| still| certainly)? (?!not\b|be\b(?! with)|only\b|see\b|say\b|explain\b|imagine\b|understand\b|tell\b)[a-z]{2,}",
        examples=("I can finish the deck on Monday",),
        never=("I can only say sorry",),
    ),
    Cue(
        name="i-am-doing",
        act=Act.PROMISE,
        pattern=r"\b(?:i'm|we're|i am|we are)(?: now| also| just| currently| aiming to| planning to| hoping to| expecting to)* (?:(?:send|writ|rewrit|finish|prepar|do|draw|mak|fix|bring|test|work|check|get|build|ship|deliver|circulat|draft|compil|updat|revis|review|print|post|arrang|book|order|upload|chas|aim|plan|hop|expect|pull|collect|translat|record|edit|install|fitt|putt|resend)(?:t?ing)|(?:now )?aiming to)\b",
        examples=("I'm rewriting it myself", "I'm sending you the written plan", "I'm doing the hardware list"),
    ),
    Cue(
        name="you-will-have",
        act=Act.PROMISE,
        pattern=r"(?<!as )\byou(?:'ll| will| shall| should| can expect to)(?: also| then| definitely| certainly| still)? (?:have|get|receive|see|find|be (?:getting|receiving))\b(?! (?:any|questions|time|a (?:question|moment|minute)|to\b|concerns|received|not|no)\b)|\bto (?:you|your (?:inbox|office|desk)) (?:by|on|before|today|tomorrow|this|next|within|mon|tue|wed|thu|fri|sat|sun|end|later|first)",
        examples=("You will have a full report on Monday", "you'll have our picks Wednesday"),
        never=("Should you have any questions",),
    ),
    Cue(
        name="you-get",
        act=Act.PROMISE,
        pattern=r"\byou (?:get|receive|find)\b(?! (?:any|questions|a minute|time))",
        examples=("You get it Thursday", "Drawings you get on the 10th"),
    ),
    Cue(
        name="need-until",
        act=Act.PROMISE,
        pattern=r"\b(?:i|we|he|she|they)(?:'ll)? needs? (?:until|till|to (?:mon|tue|wed|thu|fri))\b|\bgive (?:me|us) (?:until|till)\b|\bbear with (?:me|us) (?:until|till)\b|\bmore like\b|\bcount (?:on|with|rather)\b|\b(?:is|are) looking at\b",
        examples=("For the cut-downs I need until the 19th", "Give me till Saturday", "Build is more like Wednesday"),
    ),
    Cue(
        name="will-come",
        act=Act.PROMISE,
        pattern=r"(?:'ll| will| shall| should| is going to| are going to| is due to| are due to| can)(?: now| also| then| just| definitely| still| probably| certainly)* (?:be (?:with|in your|on your|shared|sent|ready|delivered|done|finished|completed|back|uploaded|released|available|live|installed|shipped|submitted|issued|circulated|paid|posted|there|provided|dispatched|fixed|over|up|out|published|made|processed|transferred|deployed|arranged|good|on (?:site|the|its)|returned|printed|at your|emailed|replaced|sorted|built|drawn|written|put (?:in|up|on)|cut|hung|laid|given|brought|taken|run|set up|moved over|(?!(?:delayed|affected|impacted|needed|required|charged|invoiced|billed|interested|closed (?:on|from|until|for|all)|missed|pleased|delighted|based|used|discussed|considered|reviewed at|honou?red|limited|involved|treated|deemed|tempted|forced|asked|told|disappointed|obliged|allowed|supposed|expected)\b)\w{3,}ed)|reach|follow|come|arrive|go (?:out|up|live|to)|land|ship|leave|hit|drop|be)\b",
        examples=("showstoppers will be closed by 14th Sept", "Exhibit B will be with you Tuesday", "UAT build shall be shared by 22nd Feb", "The corrected page will follow"),
    ),
    Cue(
        name="follows",
        act=Act.PROMISE,
        pattern=r"\b(?:to follow|follows?|comes?|come back|is coming|are coming|goes|go|leaves?|arrives?|ships?|is on (?:its|the) way|are on their way|is due|are due|is expected|are expected|is scheduled|are scheduled|is planned|lands?|eta|reach(?:es)? you|delivers?|is promised|with you|in your inbox|back to you)\b",
        examples=("The corrected page follows on Monday", "ETA Thursday for the API keys", "The control cabinet leaves our workshop in CW 43"),
    ),
    Cue(
        name="i-send",
        act=Act.PROMISE,
        pattern=r"\b(?:i|we) (?:send|give|deliver|mail|email|bring|do (?:it|this|that|them|the)|make|finish|fit|forward|repair|pay|print|install|ship|provide|return|transfer|order|submit|write|test|post|upload|owe you)\b",
        examples=("The rate limit table I mail you tomorrow", "we fit on the 6th of May", "I owe you the protocol"),
    ),
    Cue(
        name="i-present",
        act=Act.PROMISE,
        pattern=rf"\b(?:i|we) (?:also |then |now )?(?:prepare|build|draw|draft|finish|start|deploy|release|migrate|replace|exchange|change|update|correct|check|clarify|arrange|organi[sz]e|come|bring|hand|drop|share|collect|pick|take|get|put|set|run|publish|translate|review|confirm|complete|clear|sort|switch|move|swap|repeat|resend)\b(?! (?:that|you|why|how|what|it that|the point|with|from|to)\b)(?=[^.?!]{r'{0,80}'}\b(?:by|on|before|until|till|tomorrow|today|tonight|this|next|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|in the week)\b)",
        examples=("the allergen text for US market, I prepare it for you by the 14th", "we replace the pump on Tuesday"),
        never=("I take the point", "we build houses"),
    ),
    Cue(
        name="we-would-once",
        act=Act.PROMISE,
        pattern=r"\bif [^.?!]{2,60}, (?:i|we)(?:'d| would| could) (?!like|love|need|want|prefer|rather|appreciate|suggest|say|think|expect|hope|be (?:happy|glad))[a-z]{3,}",
        examples=("If you're content, we'd print 600 copies on Thursday",),
        never=("If possible, we'd like it on Thursday",),
    ),
    Cue(
        name="third-will",
        act=Act.THIRD,
        pattern=r"(?P<who>\b(?:our|my|the|their|her|his|your) (?:[a-z][\w'&/-]*(?: [a-z][\w'&/-]*){0,2}?)|\b(?!(?:i|we|you|it|this|that|these|those|there|who|which|what|and|but|so|please|not|they've|if|as|when|once|then|also|both|all|to|of|in|on|at|by|for|or|with|i'm|i'd|i've|we're|we'd|sorry|thanks|can|could|would|will|should|shall|may|might|pls|kindly|do|be|now|from)\b)[a-z][\w'.-]*(?: (?!(?:i|we|you|it|and|but|so|not|please|who|that|to|of|in|on|at|by|for)\b)[a-z][\w'.-]*)?)(?: (?:from|in|at) (?:our |the )?[\w&/]+)?(?:,? [^,]{0,25},)?(?:'ll| will| shall| is going to| are going to| should| can| has promised| have promised| promises| promised| says| say| said| tells? (?:me|us)| told (?:me|us)| reckons?| reckon| is saying| are saying| owes| owes| owns| is handling| is on it| is picking up| has agreed to| agreed to| took the action to| offered to| is writing| is preparing| is sending| is doing)",
        examples=("our structural engineer should have it back to us by the 3rd", "Rob will send them to you", "glassworks are saying end of June"),
    ),
    Cue(
        name="third-does",
        act=Act.THIRD,
        pattern=r"(?P<who>\b(?:our|my|the|their) (?:[a-z][\w'&/-]*(?: [a-z][\w'&/-]*)?)|^[a-z][\w'.-]*(?: (?!to\b|will\b|can\b|should\b|not\b)[a-z][\w'.-]*)?|\b(?:he|she|they)) (?:delivers?|sends?|emails?|repairs?|does|fits?|installs?|brings?|ships?|signs?|comes?|finishes|makes|forwards?)\b",
        examples=("our vendor delivers them on Tuesday", "they deliver Monday 10th before nine", "She signs on Monday"),
    ),
    Cue(
        name="name-to",
        act=Act.THIRD,
        pattern=r"^@?(?P<who>[a-z][\w'.-]*(?: [a-z][\w'.-]*){0,2}?) to (?=[a-z]{3,}\b)(?!be\b|the\b|your\b|our\b|my\b)",
        examples=("Tariq to send the brand fonts", "NB to send the warranty list"),
    ),
    Cue(
        name="and-will",
        act=Act.PROMISE,
        pattern=r"\band (?:is going to|are going to|will|is to|shall) (?!be\b)[a-z]+",
        examples=("Pradeep isn't comfortable with it and is going to rework the allocation",),
    ),
    # --- answers
    Cue(
        name="sent",
        act=Act.DONE,
        pattern=r"\b(?:attached|enclosed|herewith|see attach\w+|pfa\b|as attached|find attached|in attachment|(?:draft|description|copy|text|prices|details) below)\b|\b(?:i|we|he|she|they|(?!(?:be|to|get|please|the|a|an|this|that|all|our|your|my|will|is|are|not|and)\b)\w+)(?:'ve| have| has|'s)? (?:just |already |now |both |all |since |finally |also |actually )*(?:sent|uploaded|shared|posted|emailed|mailed|submitted|delivered|signed|paid|wired|transferred|approved|released|fixed|repaired|finished|completed|done|ordered|booked|provided|forwarded|shipped|dispatched|returned|issued|resolved|replaced|updated|corrected|amended|renewed|installed|built|closed|deployed|published|confirmed|dropped|put|couriered|handed|left|went|merged|pushed|added|removed|circulated|rebooked|printed|reset|cleared|lodged|filed|raised|rang|called)\b(?! by\b.{0,80}\bon)|\b(?:is|are|was|were|been|got)(?: now| already| all| just| both| up and)? (?:done|sent|attached|uploaded|signed|paid|fixed|released|approved|finished|completed?|closed|live|in (?:your|the) (?:inbox|portal|folder|drive|wetransfer|data room|shared|dropbox|sftp)|on (?:your|the) (?:sftp|server|drive|dock|site|desk|doorstep|share)|good (?:now|to go)|resolved|renewed|built|ready|back in|settled|delivered|submitted|enabled|perfect again|working|priced|transferred|booked|ordered|posted|shipped|in place|installed|through|merged|deployed|published|here|with you now|below)\b|^(?:done|sent|fixed|attached|uploaded|signed|paid|booked|ordered|completed|resolved|delivered|approved|here (?:you go|it is|they are|comes?|is|are))\b|^(?!(?:i|we|you|he|she|they|it|that|this|who|not|as|if|once|when|until|please|also|and|but|no|nothing|both needed|all corrected)\b)(?:[\w'/&-]+ ){1,4}(?:chosen|picked|sorted|selected|renewed|paid|sent|signed|countersigned|booked|ordered|fixed|uploaded|updated|corrected|amended|created|submitted|filed|posted|finished|completed|installed|switched|changed|confirmed|cleared|reset|restored|removed|added|approved|resolved|repaired|replaced|issued|shared|swapped|in place|delivered|returned)(?: (?:now|today|yesterday|this morning|last night|just now|already|and (?:attached|sent)))?(?:[!.,;)]|$)|\b(?:has|have) (?:now |just |already |since |all )?been (?!(?:asked|told|waiting|looking|delayed|held|trying|working on|away|off|out|on|in|very|ill|so|given until)\b)\w+(?:ed|en|ne|nt|id|ld)\b|\bis (?:now )?live\b|\bhere (?:comes|is the|are the|you go|they are|it is|goes)\b|[:-] ?(?:done|sent|attached|uploaded|signed|paid|fixed|booked|ordered|completed|complete|closed|resolved|live|delivered|ready)\b|\bthat'?s it (?:priced|done|sent)|\bshould be good now\b|\b(?:picked up|collected|signed for)\b(?! by\b.*\bwill)|\bas promised\b(?!.{0,80}\bwill\b)|\ball set\b|\b(?:this|the) \w+ (?:has|have) been\b|\bhas been (?:sent|uploaded|fixed|paid|signed|removed|added|approved|done|released|delivered)|\bhave been (?:sent|uploaded|fixed|paid|signed|removed|added|approved|done|released|working|delivered)|\byou find (?:it|them) (?:on|in)",
        examples=("CE declaration attached", "Logs went to Beatrice this morning", "The codes have been working since 14:20", "Done about an hour ago", "Tiles chosen!", "Admin account has been created", "AV quote confirmed just now"),
        never=("I will send it", "once it is agreed"),
    ),
    Cue(
        name="received",
        act=Act.RECEIVED,
        pattern=r"\b(?:got|received|arrived|landed|came (?:through|in|back)|(?:has|have|'s|'ve) come (?:through|in|back)|turned up|saw (?:it|them|the|\d)|well received|have (?:it|them) now|got it\b|safe(?:ly)? (?:here|arrived)|is here|are here|reached (?:us|me)|are on the dock|in hand|noted with thanks)\b|\bthanks (?:for|,? got)\b|\bperfect again\b|\blooks? (?:great|good|perfect|fine)\b",
        examples=("BAA came in an hour ago", "got the deck, thx", "MS received last night", "Crest landed, thanks a million"),
    ),
    Cue(
        name="flat-no",
        act=Act.REFUSE,
        pattern=r"\bsay no to\b|\bi'?m not signing\b|\bi will not (?:put|give|sign|do|send)\b|\bthat's a (?:hard |firm |flat )?no\b|\bhave to (?:decline|refuse|pass on)\b|\bwe must decline\b|\bcount (?:us|me) out\b|\bnot going to happen\b",
        examples=("so that part I have to say no to", "The easement I'm not signing"),
    ),
    Cue(
        name="refuse",
        act=Act.REFUSE,
        pattern=r"\b(?:i|we|he|she|they|that|it|\w+)(?:'m| am|'re| are| is)? (?:can't|cannot|can not|won't|will not|shan't|shall not|am not able to|are not able to|not able to|unable to|not going to|not prepared to|not willing to|not in a position to|won't be able to|refuse to|decline to|have to (?:decline|say no|pass)|must decline|am not signing|(?:'m|am|are|'re) not (?:signing|doing|giving|paying|going to))\b(?!.{0,120}\b(?:until|before|till|unless|wait)\b)|\bwe(?:'re| are) not (?:doing|providing|signing)\b|\bi will not (?:put|give|sign|do|send)\b|\bsay no to\b|\bout of the question\b|\bnot acceptable\b|\bnot something we (?:can|do)\b|\bwe don't (?:do|give|share|provide|hand)\b|\bagainst (?:our|the|company) (?:policy|rules)\b|\b(?:isn't|is not|not|won't be|aren't) (?:happening|possible|feasible|available|allowed|permitted|going to happen)\b(?!.{0,120}\b(?:until|before)\b)|\bdead end\b|\bno way to\b|\bi'?m not signing\b|\bthere are no \w+ and\b|\bwill never be\b|\bdo not (?:have|hold|exist)\b.{0,20}\b(?:any|such)\b|\btake that (?:one )?off (?:me|us|my)\b|\bnot in (?:our|the) (?:scope|contract)\b|\bout of scope\b|\bforbid\b|\brather not\b|\bno can do\b",
        examples=("I can't issue a credit note", "Viewer-level data we can't give you", "The easement I'm not signing", "that part I have to say no to"),
        never=("I cannot sign until they have approved it",),
    ),
    Cue(
        name="blocked",
        act=Act.BLOCKED,
        pattern=r"\b(?:can't|cannot|can not|won't|unable|not able|not permitted|not allowed|no authority|couldn't|don't|do not|shouldn't|isn't|not|never|nothing)\b[^.;!?]{0,90}\b(?:until|till|before|unless|without|pending)\b|\b(?:until|before|unless|till)\b[^.;!?]{0,90}\b(?:can't|cannot|can not|not permitted|unable|not allowed|won't|not able)\b|\bon hold\b|\bstuck\b|\bblocked\b|\bheld (?:up|at)\b|\bwaiting (?:for|on) (?:our|the|legal|finance|their|his|her|a|an|customs|approval|sign-?off|[a-z]+ to)\b|\b(?:sitting|still|is|are) with (?:our|the|legal|finance|silas's|their|my|his|her)\b[^.]{0,40}\b(?:who|and|until|lawyers?|legal|finance|accountant|insurers?)\b|\bout of my hands\b|\bcan only (?:get|send|do|sign|start|give|provide)\b[^.]{0,50}\b(?:when|once|after)\b|\b(?:must|has to|have to|needs to) (?:go (?:before|through|to)|clear|be (?:approved|signed) by)\b|\bunable to give you a (?:delivery )?date\b|\bnobody will give me a date\b|\bwon't commit to a date\b|\bhas not been signed by\b|\bdepends? on\b|\bwithout [^,.;]{2,30},? (?:i|we|he|she|they) (?:can't|cannot|can not|am not able|are not able)\b|\b(?:must|has to|have to|needs? to) (?:\w+ ){1,7}first\b|\b(?:locked out|lock\w* us out|in (?:their|his|her|google's|apple's|the \w+'s) hands)\b|\b(?:can't|cannot|won't) [^.;]{2,40} (?:til|till|until|before) (?:then|that)\b|\bawaiting (?:sign-?off|approval|legal|finance|confirmation)\b",
        examples=("the lawyer must check the text first", "without him I can't give you", "I can't do anything til then", "until they have approved it I am not permitted to sign", "the pour is on hold", "I'm stuck until they release it", "I can't sign anything until they are through with it"),
        never=("We can do it on Monday",),
    ),
    Cue(
        name="cancel",
        act=Act.CANCEL,
        pattern=r"\b(?:no longer|not|isn't|aren't|don't|won't) (?:be )?(?:need(?:ed)?|required|necessary|wanted)\b(?: any ?(?:more|longer))?|\b(?:is|are|'s) (?:off|cancelled|canceled|scrapped|dropped|dead|not happening|shelved)\b|\b(?:scrap|drop|forget|cancel|skip|bin|ditch|kill|shelve|ignore|leave out|never mind)\b (?:the|it|that|this|about|my|all|those|both|them)|\bpulled the plug\b|\bno need (?:for|to|of)\b|\bdon't (?:spend|bother|need|worry about)\b|\bstop (?:drawing|work|working|doing|the)\b|\bwe(?:'re| are) (?:not going ahead|dropping|cancelling|scrapping)\b|\bshan't be going ahead\b|\bcall(?:ed|ing)? (?:it )?off\b|\bwon't be going ahead\b|\bnot needed\b|\bno (?:[\w-]+ ){1,3}(?:is|are) (?:now )?(?:required|needed|necessary|wanted)\b|\bsurplus to requirements\b|\bso forget\b|\bhas cancelled\b|\bput on ice\b|\bdecided (?:against|not to)\b",
        examples=("no revised drawings are required", "the claims evidence is not needed any more", "The podcast is off", "scrap the Spanish deck", "So forget the bio"),
    ),
    Cue(
        name="handover",
        act=Act.HANDOVER,
        pattern=r"\b(?P<who>[a-z][\w'.-]*(?: [a-z][\w'.-]*)?) (?:is picking (?:it |this |that |both |them )?up|picks (?:it|this|that|both|them) up|takes? (?:it |this |that |the [\w ]+ )?over|is taking (?:it |this |that |the [\w ]+ )?over|has taken (?:it|this|over)|will take (?:it|this|that|both|over|care)|owns|is (?:now )?(?:handling|responsible|looking after|in charge|on it)|now (?:owns|handles|runs)|handles|leads|is the one|will handle|will look after|will deal|will pick|from now on)\b|\b(?:falls to|goes to|passed (?:it |this |that |them )?(?:on )?to|handed (?:it |this |that |them )?(?:over )?to|over to|delegated to|assigned to|belongs to|sits with|lies with|is with|ask|talk to|speak to|contact|reassign(?:ed)? to|transfer(?:red)? to|give (?:it|that|this) to|down to) (?P<who2>[a-z][\w'.-]*(?: [a-z][\w'.-]*)?)|(?:\bis|'s|\bare|#\d+|\b\d\b) (?P<who3>[a-z][\w-]+)'s\b(?:,| (?:now|and|job|task|one|item|to do)|$)|^(?P<who4>[a-z][\w'.-]*), [^,.]{0,40}\b(?:is|are|'s) (?:now )?(?:yours|all yours|for you|over to you)\b",
        examples=("Beth, item 2 is yours now", "Marcus is picking up both", "the large loss listing falls to Simone Dufresne now", "#1 is Hao's, I only offered to help", "That one sits with Steve at our IT company"),
    ),
    Cue(
        name="i-took-over",
        act=Act.HANDOVER,
        pattern=r"\bi(?:'ve| have|'m| am|'ll| will)? ?(?:taken|taking|take|took) (?:this |it |that |the [\w ]+? |[\w ]{1,20} )?over\b|\bis (?:now )?with me\b|\bi'm (?:now )?your (?:new )?contact\b",
        examples=("I've taken over Mill Rd from him",),
    ),
    Cue(
        name="accept",
        act=Act.ACCEPT,
        pattern=r"^(?:ok|okay|okey|fine|sure|agreed|deal|done|perfect|great|yes|yep|yup|noted|understood|works|no problem|absolutely|of course|that works|grand|right|sounds good|all good|good|will do|gladly|happy with)\b|\b(?:is|are|'s) (?:fine|ok|okay|good|great|perfect|in order|agreed|noted|plenty|accepted|alright|all right|no problem)\b|\bworks (?:for (?:me|us)|well|fine)?\b|\bit is\b[.,!]?|\b(?:ok|okay|fine|then)[.!]*$|\bof course you can\b|\bno problem\b|\ball fine\b|\bapproved\b|\bi can live with\b|\bsuits\b|\bas agreed\b|\bplease go ahead\b|\bgo ahead\b|\bagreed\b|\bnp\b|\bhappy with (?:it|that|this|the|both|all)\b|\bcontent with\b|\b(?:print|fire|go|publish|build|send) away\b|\bgreen light\b|\bi'm in\b|\bdeal\b|\ball corrected\b|\bstands corrected\b",
        examples=("happy with it bar question 6", "fine, 10am then", "Of course you can", "19th ok.", "That is in order, 10 September."),
    ),
    Cue(
        name="evasive",
        act=Act.EVASIVE,
        pattern=r"\bas soon as (?:is )?(?:humanly )?possible\b|\bwhen (?:i|we) (?:get|find) (?:the |a )?(?:time|chance|minute|moment)\b|\bsoon\b|\bhopefully\b|\bin due course\b|\bworking on it\b|\bwrong of me to put a date\b|\bat some point\b|\bwhenever\b|\bat your convenience\b|\bno rush\b|\bno hurry\b",
        examples=("It will be done as soon as is humanly possible", "at your convenience"),
    ),
    Cue(
        name="correction",
        act=Act.CORRECTION,
        pattern=r"\b(?:sorry,? i (?:said|meant)|correction|i meant|should (?:read|be|have been)|not the \d|instead of|rather than|make that|moved to|now (?:the|on)?|slipped|pushed (?:back|to)|postponed|delayed|brought forward|rescheduled|late\b|more like|not going to make it)\b",
        examples=("Sorry, I said Tuesday but", "GA has slipped. Now 14 November", "Build is more like Wednesday"),
    ),
    Cue(
        name="away",
        act=Act.AWAY,
        pattern=r"\b(?:i'm|i am|i'll be|i will be|we're|we are|he's|she's|he is|she is|\w+ is|we'll be|office is|on)(?: all| all week| now| currently| only| back)* (?:away|out|off|on (?:leave|holiday|vacation|annual|parental|maternity|site|a training|training|the road)|travell?ing|leave|abroad|back (?:on|in|at)|in (?:the air|meetings)|closed|dark|unavailable|not in|at a conference|sick|reachable|working from)\b|\bout of (?:the )?office\b|\boff (?:from|until|till|sick)\b|\bannual leave\b|\bout (?:until|till|on leave)\b|\bno signal\b|\bback (?:on )?(?:monday|tuesday|wednesday|thursday|friday|the \d)",
        examples=("I'm away from Thursday until the 15th", "I am on vacation and back on 1 September", "Our controller is out on leave"),
    ),
    Cue(
        name="event",
        act=Act.EVENT,
        pattern=r"\b(?:takes? place|is held|will be held|opens?|opening (?:is|on)|starts?\b(?!-)|begins?|kicks? off|doors|ends\b|closes?|shuts?|expires?|lapses?|valid|validity|runs? (?:from|until|to)|from \w+ \d+ to|birthday|gala|ceremony|conference|the fair|exhibition|launch (?:is|party)|anniversary|holiday|deadline (?:is|of|for|remains)|sits once|board (?:meets|day|meeting)|council meets|is still \d|budget|goes live|go-live|cut-?off|reserved|held until|booked|hearing|vote|forecast|visits?|anniversary|wedding|party|in force|effective|with effect|comes into)\b|\bmeeting (?:is|on|of)\b|\b(?:is|are) (?:on )?(?:mon|tue|wed|thu|fri|sat|sun)\w*(?: \d+)?(?: \w+)?,? (?:doors|at)",
        examples=("The gala is Friday 14 May, doors 6pm", "The portal shuts at midday on Friday 11 December", "The fair itself is 14-17 April"),
    ),
    Cue(
        name="past",
        act=Act.PAST,
        pattern=r"(?<!\bbe )(?<!\bto )(?<!\bget )\b(?:was|were|did|had|went|said|told|met|called|quit|came|took|gave|asked|thought|found|got|made|sent|passed|finished|delivered|received|yesterday|last (?:week|month|night|year|mon|tue|wed|thu|fri|sat|sun)|ago|earlier|already)\b",
        examples=("Sprint 5 demo was completed on 14th Aug", "I sent it yesterday"),
    ),
    Cue(
        name="state",
        act=Act.STATE,
        pattern=r"\b(?:done|closed|complete[d]?|cancelled|canceled|dropped|delivered|finished|signed off|not needed|n/a|withdrawn|resolved|received|superseded|obsolete)\b",
        examples=("done 11/10", "CLOSED 15/07", "dropped"),
    ),
)
