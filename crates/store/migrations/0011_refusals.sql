-- What was refused, in words that the desk has in its own languages: a code beside the words that were there.

-- why an arrangement was refused at its hour
alter table front_schedule add column refused_code text;
-- what stood in a letter's way last: address, reach, certificate, account, later, refused
alter table letter add column barrier text;
