"""What people type to a companion, and what a careful reader would remember of it.

Written by hand and apart from the rules.  Values are the shortest stretch of the message, as typed; what was corrected
or replaced is left out.  The first hundred tell something, the others only seem to.
"""

CASES = [
    # ---------------------------------------------------------------- facts
    # names
    ("hi! my name is lena", [("name", "lena")]),
    ("Hey there, I'm Will. Nice to finally talk to you.", [("name", "Will")]),
    ("Grace here. sorry for vanishing yesterday, the wifi was out", [("name", "Grace")]),
    ("my name's Rose, like the flower, and yes I've heard all the jokes", [("name", "Rose")]),
    ("everyone calls me Mo, so you can too", [("name", "Mo")]),
    ("You can call me Jean-Luc.", [("name", "Jean-Luc")]),
    ("I'm Mary Beth, not just Mary. It's a two name thing.", [("name", "Mary Beth")]),
    ("my name is Zoë, with the two dots", [("name", "Zoë")]),
    ("Je m'appelle... haha no, english. I'm Héloïse.", [("name", "Héloïse")]),
    ("actually it's Anne, with an e", [("name", "Anne")]),
    ("my name isn't Tom, it's Tim", [("name", "Tim")]),
    ("No no, not Karen. Karin. My name is Karin.", [("name", "Karin")]),
    ("the name's Østergaard, Søren Østergaard *tips an imaginary hat*", [("name", "Søren Østergaard")]),
    ("*holds out a hand* Pleased to meet you, I'm Siobhán.", [("name", "Siobhán")]),
    ("im dev btw, short for devendra", [("name", "dev")]),
    ("My full name is Kateryna but please just call me Katya", [("name", "Katya")]),
    # several in one sentence
    ("I'm Jo, 34, a nurse from Bristol", [("name", "Jo"), ("age", "34"), ("job", "nurse"), ("origin", "Bristol")]),
    (
        "Hello! Paweł, 41, from Gdańsk originally but I live in Rotterdam these days.",
        [("name", "Paweł"), ("age", "41"), ("origin", "Gdańsk"), ("home", "Rotterdam")],
    ),
    (
        "ok so about me. im marcus, im 52, i drive a bus for a living and i live in dundee with my cat pickle",
        [("name", "marcus"), ("age", "52"), ("job", "drive a bus"), ("home", "dundee"), ("pet:cat", "pickle")],
    ),
    (
        "I'm a retired teacher, 68, and I live in a village called Aldercombe.",
        [("job", "retired teacher"), ("age", "68"), ("home", "Aldercombe")],
    ),
    (
        "My name is Nkechi, I'm an accountant at Brightwell & Sons and I speak Igbo with my mum.",
        [("name", "Nkechi"), ("job", "accountant"), ("workplace", "Brightwell & Sons"), ("language", "Igbo")],
    ),
    (
        "I'm Hope, 29, allergic to cats, and yet I own one. He's called Biscuit.",
        [("name", "Hope"), ("age", "29"), ("allergy", "cats"), ("pet:cat", "Biscuit")],
    ),
    # age, birthday
    ("i turned 40 last week and nobody threw me a party lol", [("age", "40")]),
    ("I'm thirty-seven and I still can't parallel park.", [("age", "thirty-seven")]),
    ("im 61 years old and only just learnign to use these apps", [("age", "61")]),
    ("My birthday is March 3rd, in case you want to sing to me", [("birthday", "March 3rd")]),
    ("my bday's on the 19th of october", [("birthday", "19th of october")]),
    ("I was born on 7 July 1985, so yes, I remember cassettes.", [("birthday", "7 July 1985")]),
    ("I'm not 30 anymore, I'm 31 as of this morning!", [("age", "31")]),
    # home, origin
    ("we moved to Leeds last month and I still haven't found the good bakery", [("home", "Leeds")]),
    ("I live in São Paulo. The traffic is exactly as bad as people say.", [("home", "São Paulo")]),
    ("I grew up in Cork but I've been living in Toronto for ten years", [("origin", "Cork"), ("home", "Toronto")]),
    ("im from naples, the one in italy not florida", [("origin", "naples")]),
    ("I don't live in Berlin any more, I'm in Leipzig now. Cheaper rent.", [("home", "Leipzig")]),
    (
        "Here in Halifax it's been raining since tuesday. I live right by the harbour so I hear the foghorn all night.",
        [("home", "Halifax")],
    ),
    ("I was born and raised in Tucson", [("origin", "Tucson")]),
    (
        "did i tell you i live in a tiny flat in Stoke-on-Trent? the neighbours play the trumpet.",
        [("home", "Stoke-on-Trent")],
    ),
    # job, workplace
    ("I quit, I'm a baker now", [("job", "baker")]),
    ("I work as a paralegal, which is mostly photocopying and panic", [("job", "paralegal")]),
    ("i work at the post office on weekdays so evenings are better for me", [("workplace", "the post office")]),
    ("I've been a locksmith for twenty years and I locked myself out today.", [("job", "locksmith")]),
    ("Just got promoted! I'm head gardener now!!", [("job", "head gardener")]),
    (
        "I'm a software engineer at a place called Larkfield Systems. Don't ask what we do, I'm not sure either.",
        [("job", "software engineer"), ("workplace", "Larkfield Systems")],
    ),
    ("i used to be a chef but these days i'm a librarian, way less shouting", [("job", "librarian")]),
    (
        "I teach maths at a college, so my evenings are all marking",
        [("job", "teach maths"), ("workplace", "a college")],
    ),
    ("My job is welding. Big ships, mostly.", [("job", "welding")]),
    (
        "I start at Mercer Hospital on Monday, I'm so nervous",
        [("workplace", "Mercer Hospital"), ("plan", "start at Mercer Hospital on Monday")],
    ),
    # pets
    ("I have a dog named Bruno and he has eaten my left slipper", [("pet:dog", "Bruno")]),
    ("my cats name is Mr Whiskers, dont laugh", [("pet:cat", "Mr Whiskers")]),
    ("*scratches my dog Rex behind the ears* long day, huh?", [("pet:dog", "Rex")]),
    ("We adopted a rabbit on Saturday! Her name is Clementine.", [("pet:rabbit", "Clementine")]),
    (
        "I've got two cats, Salt and Pepper, and both think they're in charge",
        [("pet:cat", "Salt"), ("pet:cat", "Pepper")],
    ),
    ("our parrot Admiral has learned the microwave beep. send help", [("pet:parrot", "Admiral")]),
    ("the new puppy isn't called Max after all, we went with Waffles", [("pet:puppy", "Waffles")]),
    ("Had to take Juniper, my horse, to the vet this morning. She's fine.", [("pet:horse", "Juniper")]),
    # family
    ("my sister Priya is getting married and I'm doing the speech", [("family:sister", "Priya")]),
    ("My husband's name is Anselm and he snores like a tractor.", [("family:husband", "Anselm")]),
    (
        "i have two brothers, Danny and Lou, neither of them ever phones",
        [("family:brother", "Danny"), ("family:brother", "Lou")],
    ),
    ("Met my neighbour Mrs Okafor on the stairs again, she gave me plums", [("family:neighbour", "Mrs Okafor")]),
    ("my boss is called Trevor. that's all you need to know really", [("family:boss", "Trevor")]),
    (
        "My daughter Ines just passed her driving test and my son Felix is sulking about it.",
        [("family:daughter", "Ines"), ("family:son", "Felix")],
    ),
    ("had lunch with my aunt marguerite, shes 80 and still beats me at cards", [("family:aunt", "marguerite")]),
    ("I'm seeing someone new, by the way. My girlfriend's called Faye.", [("family:girlfriend", "Faye")]),
    (
        "Grandad's ill. My grandfather Walter, I mean. I'm going to see him on sunday.",
        [("family:grandfather", "Walter"), ("plan", "see him on sunday")],
    ),
    ("My best friend Oluwaseun says I talk to you too much haha", [("family:friend", "Oluwaseun")]),
    ("no, Marie is my cousin. My wife is Colette.", [("family:cousin", "Marie"), ("family:wife", "Colette")]),
    (
        "mum (ludmila) and my uncle piet are staying the week, and my partner Rowan is hiding in the shed",
        [("family:mother", "ludmila"), ("family:uncle", "piet"), ("family:partner", "Rowan")],
    ),
    # favourites, likes, dislikes
    ("my favourite colour is teal. not blue, not green. teal", [("favourite:colour", "teal")]),
    (
        "My favorite film of all time is The Third Lantern, I must've seen it twenty times",
        [("favourite:film", "The Third Lantern")],
    ),
    ("mushroom risotto is my favourite food and i will not be argued with", [("favourite:food", "mushroom risotto")]),
    ("I love thunderstorms. I sit by the window with the lights off.", [("like", "thunderstorms")]),
    ("i really like old maps, dont know why", [("like", "old maps")]),
    ("I can't stand cilantro.", [("dislike", "cilantro")]),
    ("ugh i hate crowded trains so much", [("dislike", "crowded trains")]),
    (
        "I'm not a fan of horror films but I'm a big fan of musicals",
        [("dislike", "horror films"), ("like", "musicals")],
    ),
    ("I don't like olives. I do like olive oil. Explain that one.", [("dislike", "olives"), ("like", "olive oil")]),
    ("*sips tea* I adore the smell of wet pavement. Is that odd?", [("like", "the smell of wet pavement")]),
    (
        "i used to love coffee but i've gone off it, now it's all green tea for me",
        [("dislike", "coffee"), ("like", "green tea")],
    ),
    # hobbies
    ("I play the cello, badly, but with feeling", [("hobby", "play the cello")]),
    ("on weekends i go birdwatching down by the canal", [("hobby", "birdwatching")]),
    ("I've taken up pottery! So far: one ashtray. I don't smoke.", [("hobby", "pottery")]),
    ("My hobbies are crochet and bad sudoku", [("hobby", "crochet"), ("hobby", "bad sudoku")]),
    ("been collecting fountain pens since uni, its a sickness", [("hobby", "collecting fountain pens")]),
    # plans
    (
        "I've got a dentist appointment on Friday and I'm already dreading it",
        [("plan", "a dentist appointment on Friday")],
    ),
    ("im flying to lisbon next thursday!!", [("plan", "flying to lisbon next thursday")]),
    (
        "Tomorrow I'm meeting my landlord about the boiler. Wish me luck.",
        [("plan", "Tomorrow I'm meeting my landlord")],
    ),
    (
        "the interview isnt on tuesday anymore, they moved it, my interview's on wednesday now",
        [("plan", "interview's on wednesday")],
    ),
    (
        "I'm going to run a half marathon in May. There, I said it, now I have to.",
        [("plan", "run a half marathon in May")],
    ),
    # health, allergy
    ("I'm allergic to peanuts so that recipe is out, sorry", [("allergy", "peanuts")]),
    ("turns out i've got a penicillin allergy, found out the itchy way", [("allergy", "penicillin")]),
    ("I have type 2 diabetes so I have to watch the cake situation", [("health", "type 2 diabetes")]),
    ("I was diagnosed with ADHD last spring and suddenly my whole life makes sense.", [("health", "ADHD")]),
    ("ive had migraines since i was a teenager, thats why i keep the lights low", [("health", "migraines")]),
    # languages, wishes
    (
        "I speak Portuguese and a little Welsh, if you want to practise",
        [("language", "Portuguese"), ("language", "Welsh")],
    ),
    ("im learning korean on the bus, three words a day", [("language", "korean")]),
    ("My mother tongue is Tagalog so forgive my english", [("language", "Tagalog")]),
    ("One day I want to see the northern lights.", [("wish", "see the northern lights")]),
    ("ive always dreamed of opening a little bookshop by the sea", [("wish", "opening a little bookshop by the sea")]),
    # long ones
    (
        "Sorry for the wall of text. Work was awful, the printer died, my boss Helga blamed me, and then on the way home the bus "
        "broke down. At least my dog Tofu was happy to see me. Anyway how are you? I think I'll just watch something silly.",
        [("family:boss", "Helga"), ("pet:dog", "Tofu")],
    ),
    (
        "*leans on the balcony rail* You asked where I'm from and I dodged it. I'm from Sarajevo. We left in a hurry, my brother "
        "Emir and I, and I've lived in Malmö ever since. I don't talk about it much.",
        [("origin", "Sarajevo"), ("family:brother", "Emir"), ("home", "Malmö")],
    ),
    # ---------------------------------------------------------------- traps
    # questions
    ("is your name Anna?", []),
    ("do you like cats?", []),
    ("What's my name? Do you even remember?", []),
    ("where do you live, if you live anywhere", []),
    ("should I become a plumber?", []),
    ("have you ever been to Lisbon? whats it like", []),
    ("do I look like a Kevin to you?", []),
    ("guess how old I am. 30? 50? go on", []),
    ("who's your favourite author?", []),
    ("am i allergic to fun or something?", []),
    # about the companion
    ("you are a knight and you guard the north gate", []),
    ("your name is Rose from now on ok?", []),
    ("You live in a lighthouse with your cat Ember.", []),
    ("ur favourite food is noodles, you told me so last time", []),
    ("I'll call you Max. Suits you.", []),
    ("you're 28, you work at a bakery and you hate mondays", []),
    ("I named you after nobody in particular, Iris just sounded pretty", []),
    ("Your sister Nell sounds like trouble, tell me more about her", []),
    # hypotheticals
    ("if my name was Bob would you still talk to me", []),
    ("imagine I live in Paris and you're at my door with flowers", []),
    ("let's pretend I'm a pirate called Redhook", []),
    ("Suppose I had a dog called Duke. Would you be scared of him?", []),
    ("what if i was a millionaire lol what would we buy", []),
    ("I could have been a doctor, you know, if I'd ever studied", []),
    ("say I'm a detective and you're the suspect. Go.", []),
    ("If I ever moved to Norway I'd freeze within a week.", []),
    # negations
    ("I don't have a dog", []),
    ("my name is not Tom", []),
    ("I'm not a doctor so don't take my word for it", []),
    ("i dont live in london, no idea where you got that", []),
    ("I've never had a sister.", []),
    ("im not allergic to anything as far as i know", []),
    ("I haven't got any plans on Saturday", []),
    ("I don't really have a favourite song", []),
    ("No, I don't work at the bank, you're mixing me up with someone", []),
    # quotes, fiction, other people
    ("she said 'my name is Ella' and then just walked off", []),
    ("in the story my character lives in a tower and never comes down", []),
    ('The old man goes "I\'m from Odessa" and the whole pub went quiet', []),
    ("there's this song, I think it goes 'I live in a yellow house', do you know it?", []),
    ("In my novel the hero is called Bastian and he's a clockmaker.", []),
    ("some guy at the bus stop told me he has a ferret named Linguine. a ferret!", []),
    ('*clears throat and reads aloud* "I am Orsolya, queen of the marsh, and I am nine hundred years old."', []),
    ("my dnd character is a half-elf bard from Silvermere, 120 years old", []),
    ("A stranger on the train thought my name was Gerald.", []),
    ("The woman in the film is a surgeon and she lives in Kyoto, so jealous", []),
    # figures of speech
    ("I'm dying for coffee", []),
    ("ugh I'm a mess today", []),
    ("call me crazy but I think the moon looked bigger last night", []),
    ("call me later ok?", []),
    ("I'm Hungry", []),
    ("I'm from time to time sad, nothing to worry about", []),
    ("I live for this", []),
    ("i live in hope haha", []),
    ("I'm an open book, ask away", []),
    ("I work out, I think, about as often as it snows in july", []),
    ("my middle name is Trouble ;)", []),
    ("I'm all ears", []),
    ("I was born ready", []),
    # feelings, small talk, pronoun likes
    ("I love you", []),
    ("i like that", []),
    ("I like it when you smile", []),
    ("I'm fine, really. Just a bit tired.", []),
    ("i have to go, talk soon", []),
    ("I have a headache today", []),
    ("Im sad and i dont know why", []),
    ("I hate this. I hate all of this right now.", []),
    # roleplay actions
    ("*takes your hand and walks with you to the river*", []),
    ("*I draw my sword and stand at the gate* Who goes there?", []),
    ("*sits down at the bar* I'm home, finally.", []),
    ("*whispers* I'm here. I'm not going anywhere.", []),
]
