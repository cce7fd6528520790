<?php
// Runs the PHP examples of one page, one after the other, in the global scope of one process.
//
// Commands come on descriptor 3 and reports go to descriptor 4, one JSON object a line.
// What PHP calls a fatal error ends the process, as it would end a page's own script; the warden then replays the page
// without that example.

namespace docverify;

final class Session
{
    /** Modules that Debian's package turns on; PHP is started without its settings, and so without them. */
    private const MODULES = ['calendar', 'ctype', 'exif', 'fileinfo', 'gettext', 'iconv', 'mbstring', 'pdo', 'posix',
        'shmop', 'sockets', 'tokenizer'];
    private const FATAL = E_ERROR | E_PARSE | E_CORE_ERROR | E_COMPILE_ERROR | E_RECOVERABLE_ERROR;

    public static string $code = '';
    private static $commands;
    private static $reports;
    private static string $nonce;
    private static int $pid;
    private static string $folder;
    private static ?int $number = null;
    private static string $file;
    private static array $steps = [];
    private static int $place = 0;
    private static ?int $status = null;
    private static int $offset = 0;
    /** Deprecations of the example at hand, as keys: what is shown of them is not changed. */
    private static array $warned = [];

    public static function start(): void
    {
        foreach (self::MODULES as $module) {
            if (!extension_loaded($module) && is_file(ini_get('extension_dir') . "/$module.so")) {
                @dl("$module.so");
            }
        }
        ini_set('memory_limit', '-1');
        ini_set('opcache.enable', '0');
        self::$commands = fopen('php://fd/3', 'r');
        self::$reports = fopen('php://fd/4', 'w');
        self::$pid = getmypid();
        self::$folder = getcwd();
        self::$nonce = self::read()['nonce'];
        register_shutdown_function([self::class, 'shut']);
        set_error_handler([self::class, 'deprecated'], E_DEPRECATED | E_USER_DEPRECATED);
    }

    /** False, so that PHP goes on as if nobody had asked. */
    public static function deprecated(int $level, string $text): bool
    {
        if (count(self::$warned) < 20) {
            self::$warned[substr('Deprecated: ' . explode("\n", $text)[0], 0, 300)] = true;
        }
        return false;
    }

    /** Makes `$code` the next step to evaluate; false when there is none any more. */
    public static function next(): bool
    {
        if (self::$number === null) {
            $task = self::read();
            if ($task === null) {
                return false;
            }
            [self::$number, self::$steps, self::$place] = [$task['run'], $task['steps'], 0];
            self::$file = self::$folder . '/' . basename($task['file']);
            self::$warned = [];
            self::report(['begin' => self::$number]);
            $GLOBALS['argv'] = $_SERVER['argv'] = [self::$file];
            $GLOBALS['argc'] = $_SERVER['argc'] = 1;
        }
        self::$code = self::written(self::$steps[self::$place]);
        return true;
    }

    /** The step was evaluated. */
    public static function took(mixed $value): void
    {
        $shown = ['value' => null, 'text' => null];
        if (self::$steps[self::$place]['mode'] === 'value') {
            $shown = ['value' => self::shown($value), 'text' => is_string($value) ? $value : null];
        }
        self::$place++;
        if (self::$place < count(self::$steps)) {
            self::report(['step' => self::$number, ...$shown, ...self::printed()]);
            return;
        }
        $warned = array_keys(self::$warned);
        self::report(['end' => self::$number, 'code' => self::$status, 'warned' => $warned, ...$shown]);
        self::$number = null;
    }

    /** How much was printed so far: the next step does not wait until the report is read. */
    private static function printed(): array
    {
        return ['out' => fstat(STDOUT)['size'], 'err' => fstat(STDERR)['size']];
    }

    /** The step threw. */
    public static function failed(\Throwable $error): void
    {
        $number = self::$number;
        self::$number = null;
        self::report(['exception' => $number, 'shown' => self::described($error)]);
    }

    /** The process ends: an example exits, or did what PHP does not forgive. */
    public static function shut(): void
    {
        if (self::$number === null) {
            return;
        }
        $error = error_get_last();
        $fatal = $error !== null && ($error['type'] & self::FATAL);
        self::report(['exit' => self::$number, 'code' => $fatal ? 255 : 0]);
        self::$number = null;
    }

    /** The text that PHP evaluates: on its lines of the page, in the language from its first character on. */
    private static function written(array $step): string
    {
        $code = $step['code'];
        [self::$offset, self::$status] = [0, null];
        if ($step['mode'] === 'value') {
            return str_repeat("\n", $step['line'] - 1) . "return $code;";
        }
        $bare = preg_replace('/\A\s*<\?php(?=\s|\z)/', '', $code);
        if ($bare === $code && str_contains($code, '<?')) {
            self::$offset = $step['line'] - 1;
            return "?>$code";
        }
        $above = str_repeat("\n", $step['line'] - 1 + substr_count(substr($code, 0, -strlen($bare) ?: null), "\n"));
        return $above . self::placed(self::unended($bare));
    }

    /** Without an exit that is the last statement of the example: there it is the end. */
    private static function unended(string $code): string
    {
        $last = self::$place + 1 === count(self::$steps);
        if ($last && preg_match('/(?<=[;}]|\A)\s*\b(?:exit|die)\s*(?:\(\s*(\d*)\s*\))?\s*;\s*(?:\?>)?\s*\z/', $code, $found)) {
            self::$status = (int) ($found[1] ?? 0);
            return substr($code, 0, -strlen($found[0]));
        }
        return $code;
    }

    /** With the names of the page's file and folder, where the code asks for its own. */
    private static function placed(string $code): string
    {
        if (!preg_match('/__(?:DIR|FILE)__/i', $code) || !function_exists('token_get_all')) {
            return $code;
        }
        $names = [T_DIR => var_export(self::$folder, true), T_FILE => var_export(self::$file, true)];
        $made = '';
        foreach (array_slice(token_get_all("<?php\n$code"), 1) as $token) {
            $made .= is_array($token) ? $names[$token[0]] ?? $token[1] : $token;
        }
        return $made;
    }

    private static function described(\Throwable $error): array
    {
        return [
            'type' => get_class($error),
            'message' => $error->getMessage(),
            'line' => self::line($error),
            'name' => '',
            'bases' => array_values(class_parents($error)),
            'traceback' => sprintf("%s: %s on line %d\n", get_class($error), $error->getMessage(), self::line($error)),
            'frames' => [],
            'causes' => self::causes($error),
        ];
    }

    /** The line on the page of the innermost place that stands on it. */
    private static function line(\Throwable $error): int
    {
        foreach ([['file' => $error->getFile(), 'line' => $error->getLine()], ...$error->getTrace()] as $place) {
            if (str_starts_with($place['file'] ?? '', __FILE__ . '(')) {
                return $place['line'] + self::$offset;
            }
        }
        return 0;
    }

    private static function causes(\Throwable $error): array
    {
        $causes = [];
        while (($error = $error->getPrevious()) !== null && count($causes) < 10) {
            $causes[] = get_class($error) . ': ' . $error->getMessage();
        }
        return $causes;
    }

    /** A value in one line, as a page writes it. */
    private static function shown(mixed $value, int $depth = 0): string
    {
        if (is_array($value) && $depth < 50) {
            $list = array_is_list($value);
            $parts = [];
            foreach ($value as $key => $one) {
                $parts[] = ($list ? '' : var_export($key, true) . ' => ') . self::shown($one, $depth + 1);
            }
            return '[' . implode(', ', $parts) . ']';
        }
        if ($value === null || is_scalar($value)) {
            return $value === null ? 'null' : var_export($value, true);
        }
        return $value instanceof \UnitEnum ? get_class($value) . '::' . $value->name : get_debug_type($value);
    }

    private static function report(array $message): void
    {
        while (!isset($message['step']) && ob_get_level() > 0 && @ob_end_flush()) {
        }
        if (getmypid() !== self::$pid) {
            exit(0); // an example forked, and this is its child
        }
        fwrite(self::$reports, self::$nonce . ' ' . json_encode($message, JSON_INVALID_UTF8_SUBSTITUTE) . "\n");
    }

    private static function read(): ?array
    {
        $line = fgets(self::$commands);
        return $line === false ? null : json_decode($line, true);
    }
}

Session::start();
while (Session::next()) {
    try {
        Session::took(eval(Session::$code));
    } catch (\Throwable $docverify) {
        Session::failed($docverify);
        unset($docverify);
    }
}
