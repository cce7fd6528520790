# Runs the Perl examples of one page, one after the other, in one process.
#
# A good example goes on for ever: what comes after it is evaluated at its end, inside its scope, so that its lexical
# variables and pragmas are there as they would be further down in one file. An example that dies falls back to the scope
# of the last good one.
# Commands come on descriptor 3 and reports go to descriptor 4, one JSON object a line. No module is loaded for that:
# it would be there for an example that forgets to.
package docverify;

BEGIN {
    *CORE::GLOBAL::exit = sub (;$) { docverify::leaves(@_ ? $_[0] : 0, caller) };
}
start();
while (1) {

    package main;
    while (docverify::next()) { eval $docverify::text; docverify::after() }
}

package docverify;
use strict;
use warnings;
no warnings 'once';

our $text;
my ($nonce, $pid, $number, $file, $last, $compiled, $reported, $buffer, %given);

sub start {
    open(COMMANDS, '<&=', 3) or die;
    open(REPORTS, '>&=', 4) or die;
    $buffer = '';
    $pid = $$;
    $nonce = command()->{nonce};
    flush();
}

# Takes the next example; the process ends where there is none.
sub next {
    unreported() if defined $number && !$reported;
    CORE::exit(0) if $$ != $pid;    # an example forked, and this is its child
    my $task = command() or CORE::exit(0);
    ($number, $reported, $compiled, $file) = ($task->{run}, 0, 0, $task->{file});
    $0 = $file;
    @ARGV = ();
    $text = written($task->{steps});
    report(begin => $number);
    return 1;
}

# The program text of an example: its steps, each under its line on the page, and what goes on at its end.
sub written {
    my ($steps) = @_;
    my $code = "package main; docverify::compiled();";
    for my $place (0 .. $#$steps) {
        my ($source, $line) = @{ $steps->[$place] }{qw(code line)};
        my $data = $source =~ s/^__(?:END|DATA)__[ \t]*(?:\n(.*))?\z//ms ? $1 // '' : undef;
        open(*main::DATA, '<', \($given{$number} = $data)) if defined $data;
        my @pod = $source =~ /^=([A-Za-z]\w*)/mg;
        $source .= "\n\n=cut\n" if @pod && $pod[-1] ne 'cut';
        $last = last_line($source, $line);
        $code .= "\n#line $line \"$file\"\n$source\n\n;docverify::" . ($place < $#$steps ? 'step();' : 'done();');
    }
    return "$code while (docverify::next()) { eval \$docverify::text; docverify::after() }";
}

sub last_line {
    my ($source, $line) = @_;
    my @lines = split /\n/, $source;
    pop @lines while @lines && $lines[-1] =~ /^\s*(?:#.*)?$/;
    return $line + $#lines;
}

sub compiled { $compiled = 1 }

# How much was printed so far is told too: the next step does not wait until the report is read.
sub step {
    flush();
    report(step => $number, value => undef, text => undef, out => -s STDOUT, err => -s STDERR);
}

sub done {
    $reported = 1;
    report(end => $number, code => undef, value => undef, text => undef);
}

# What an evaluation left behind; nothing to say of one that was told.
sub after {
    return if $reported;
    my $error = $@;
    return unreported() if !ref $error && $error eq '';
    $reported = 1;
    report(exception => $number, shown => described($error));
}

# Its end was not reached, and nothing died: it jumped out of a loop or a function that is not there.
sub unreported {
    $reported = 1;
    report(exception => $number, shown => described(qq{Can't leave a block outside of one at $file line $last.\n}));
}

# An exit counts as the end only from the last line of code.
sub leaves {
    my ($code, undef, $where, $line) = @_;
    my $top = !grep { my @frame = caller($_); @frame && $frame[3] ne '(eval)' && $frame[3] !~ /^docverify::/ } 1 .. 50;
    CORE::exit($code) if $$ != $pid || $reported;
    if ($top && $where eq $file && $line == $last) {
        $reported = 1;
        report(end => $number, code => $code, value => undef, text => undef);
        die bless([], 'docverify::end');
    }
    report(exit => $number, code => $code);
    CORE::exit($code);
}

sub described {
    my ($error) = @_;
    my $said = "$error";
    my $line = $said =~ /^syntax error at \Q$file\E line (\d+)/m || $said =~ /at \Q$file\E line (\d+)/ ? $1 : 0;
    $line = $last if $line > $last;    # at the end of the text, below what the example says
    my $wrong = !$compiled && ($said =~ /^syntax error/m || $said !~ /BEGIN failed|Can't locate|Global symbol|Bareword/);
    my $message = $said =~ s/ at \Q$file\E line \d+\.?\n?\z//r;
    my $type = ref $error || ($wrong ? 'SyntaxError' : 'die');
    return {
        type => $type, message => $message, line => $line, name => '', bases => [],
        traceback => $said, frames => [], causes => [],
    };
}

sub flush {
    my $chosen = select(STDERR);
    $| = 1;
    select(STDOUT);
    $| = 1;
    select($chosen);
}

sub report {
    my ($key, $value, %rest) = @_;
    my @errors = ($@, $!, $?);
    flush();
    CORE::exit(0) if $$ != $pid;
    my $line = "$nonce " . json({ $key => $value, %rest }) . "\n";
    while (length $line) {
        my $sent = syswrite(REPORTS, $line) or last;
        substr($line, 0, $sent, '');
    }
    ($@, $!, $?) = @errors;
}

sub command {
    while ($buffer !~ /\n/) {
        sysread(COMMANDS, $buffer, 65536, length $buffer) or return;
    }
    $buffer =~ s/\A([^\n]*)\n//;
    my $line = $1;
    return parsed(\$line);
}

# JSON in ASCII, from the position of the text on; strings are bytes of UTF-8, as in a file.
sub parsed {
    my ($json) = @_;
    $$json =~ /\G[\s,:]*/gc;
    if ($$json =~ /\G\{/gc) {
        my %made;
        until ($$json =~ /\G[\s,]*\}/gc) { my $key = parsed($json); $made{$key} = parsed($json) }
        return \%made;
    }
    if ($$json =~ /\G\[/gc) {
        my @made;
        until ($$json =~ /\G[\s,]*\]/gc) { push @made, parsed($json) }
        return \@made;
    }
    return unescaped($1) if $$json =~ /\G"((?:[^"\\]|\\.)*+)"/gc;
    return $$json =~ /\G([^\s,\]}]+)/gc && $1 ne 'null' ? $1 : undef;
}

sub unescaped {
    my ($string) = @_;
    my %plain = (n => "\n", t => "\t", r => "\r", b => "\b", f => "\f");
    $string =~ s{\\(?:u([dD][89abAB]..)\\u([dD][c-fC-F]..)|u(....)|(.))}{
        my $code = defined $1 ? 0x10000 + ((hex($1) & 0x3ff) << 10) + (hex($2) & 0x3ff) : defined $3 ? hex $3 : -1;
        $code = 0xfffd if $code >= 0xd800 && $code < 0xe000;
        $code < 0 ? $plain{$4} // $4 : encoded($code)
    }gex;
    return $string;
}

sub encoded {
    my $char = chr $_[0];
    utf8::encode($char);
    return $char;
}

# Perl does not tell numbers from text: those that a report holds have names of their own.
sub member {
    my ($name, $value) = @_;
    return $name =~ /\A(?:begin|step|end|exit|exception|code|line|out|err)\z/ && defined $value ? int $value : json($value);
}

sub json {
    my ($value) = @_;
    return 'null' unless defined $value;
    return '{' . join(', ', map { qq{"$_": } . member($_, $value->{$_}) } sort keys %$value) . '}' if ref $value eq 'HASH';
    return '[' . join(', ', map { json($_) } @$value) . ']' if ref $value eq 'ARRAY';
    utf8::decode($value) unless utf8::is_utf8($value);
    $value =~ s{(["\\\x00-\x1f]|[^\x00-\x7e])}{
        my $code = ord $1;
        $code < 0x10000 ? sprintf '\\u%04x', $code
            : sprintf '\\u%04x\\u%04x', 0xd800 + (($code - 0x10000) >> 10), 0xdc00 + (($code - 0x10000) & 0x3ff)
    }ge;
    return qq{"$value"};
}
