"""What the two columns of a journal of decisions are headed with, as alternatives of a regular expression over normal forms."""

HEARD = r"(?:что )?(?:слушали|слушано|заслушали|заслушано|обсуждали|рассматривали)|о чем доложено"
DECIDED = r"(?:что )?(?:постановили|постановлено|постановление|решили|решено|решение)"
