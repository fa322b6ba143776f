# Makes the user that Zeroline is in RT, with the rights that it needs and no more, a queue of umlauts and a
# custom field; prints the user's token.
use strict;
use warnings;
use utf8;
use lib '/usr/share/request-tracker5/lib', '/usr/local/share/request-tracker5/lib';
use RT -init;
require RT::AuthToken;

sub must {
    my ($ok, $message) = @_;
    die(($message // 'failed') . "\n") unless $ok;
    return $ok;
}

my $user = RT::User->new(RT->SystemUser);
must($user->Create(Name => 'zeroline', Privileged => 1, EmailAddress => 'zeroline@example.com'));
my $field = RT::CustomField->new(RT->SystemUser);
must($field->Create(Name => 'Channel', Type => 'FreeformSingle', LookupType => 'RT::Queue-RT::Ticket'));
for my $name ('General', 'Łącza i сети') {
    my $queue = RT::Queue->new(RT->SystemUser);
    $queue->Load($name);
    must($queue->Create(Name => $name)) unless $queue->Id;
    must($field->AddToObject($queue));
    for my $right (qw(SeeQueue ShowTicket CreateTicket CommentOnTicket ModifyTicket SeeCustomField ModifyCustomField)) {
        must($user->PrincipalObj->GrantRight(Right => $right, Object => $queue));
    }
}
my $token = RT::AuthToken->new(RT->SystemUser);
my ($ok, $message, $text) = $token->Create(Owner => $user->Id, Description => 'Zeroline');
must($ok, $message);
print "$text\n";
