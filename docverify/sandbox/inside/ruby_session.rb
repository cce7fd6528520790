# Runs the Ruby examples of one page, one after the other, at the top level of one process.
#
# Commands come on descriptor 3 and reports go to descriptor 4, one JSON object a line. Nothing is required for that:
# what this file loads would be there for an example that forgets to require it. Nor does it define a name, but in a
# class without one.
Class.new do
  def initialize
    @commands, @reports = IO.for_fd(3, "r"), IO.for_fd(4, "w")
    [@commands, @reports].each { |stream| stream.close_on_exec = true }
    $stdout.sync = $stderr.sync = true
    @syswrite, @line, @stat = %i[syswrite gets stat].map { |name| IO.instance_method(name) }
    @streams = [STDOUT, STDERR]
    @pid_now, @end, @pid = Process.method(:pid), Process.method(:exit!), Process.pid
    @folder, @own = Dir.pwd, __FILE__
    @nonce = read[:nonce]
    record_deprecations
  end

  # All are asked for, and only those are shown that would be: nothing changes for who looks.
  def record_deprecations
    warned, shown = @warned = {}, Warning[:deprecated]
    Warning[:deprecated] = true
    Warning.singleton_class.prepend(Module.new do
      define_method(:[]) { |kind| kind == :deprecated ? shown : super(kind) }
      define_method(:[]=) { |kind, value| kind == :deprecated ? shown = value : super(kind, value) }
      define_method(:warn) do |message, category: nil|
        deprecated = category == :deprecated
        warned["deprecated: #{message.lines.first.to_s.chomp.sub(/\A.*?warning: /, "")}"[0, 300]] = true if deprecated && warned.size < 20
        next if deprecated && !shown
        category && method(:warn).super_method&.arity != 1 ? super(message, category: category) : super(message)
      end
    end)
  end

  def serve
    while (task = read)
      run(task[:run], task[:file], task[:steps])
      leave(0) if @pid_now.call != @pid # an example forked, and this is its child
    end
    leave(0)
  end

  def leave(code)
    @end.call(code)
  end

  def run(number, file, steps)
    @file = $0 = File.join(@folder, File.basename(file))
    @warned.clear
    report(begin: number)
    worth = evaluate(number, steps)
    report(end: number, code: nil, warned: @warned.keys, **worth)
  rescue SystemExit => error
    exited(number, steps, error)
  rescue Exception => error # every way an example can end is data
    report(exception: number, shown: describe(error))
  end

  # All steps but the last are reported here; what that one is worth is returned.
  def evaluate(number, steps)
    steps.each { |step| RubyVM::InstructionSequence.compile(step[:code], @file, @file, step[:line]) }
    steps.each_with_index.inject({}) do |_, (step, index)|
      worth = step_value(step)
      report(step: number, **worth, **printed) if index + 1 < steps.size
      worth
    end
  end

  # How much was printed so far: the next step does not wait until the report is read.
  def printed
    flush
    {out: @stat.bind_call(@streams[0]).size, err: @stat.bind_call(@streams[1]).size}
  end

  def step_value(step)
    value = TOPLEVEL_BINDING.eval(step[:code], @file, step[:line])
    $stdout.write("=> #{value.inspect}\n") if %w[single raises].include?(step[:mode])
    step[:mode] == "value" ? worth_of(value) : {}
  rescue StandardError, ScriptError => error
    raise unless step[:mode] == "raises"
    $stderr.write("Traceback (most recent call last):\n#{error.class}: #{error.message.lines.first}\n")
    {}
  end

  def worth_of(value)
    shown = value.inspect
    other = String === value ? value : plain(value)
    {value: shown, text: other == shown ? nil : other}
  end

  # As releases before 3.4 write it: one notation of hashes, whatever release runs.
  def plain(value, depth = 0)
    if depth < 50 && value.instance_of?(Array)
      "[#{value.map { |one| plain(one, depth + 1) }.join(", ")}]"
    elsif depth < 50 && value.instance_of?(Hash)
      "{#{value.map { |key, one| "#{plain(key, depth + 1)}=>#{plain(one, depth + 1)}" }.join(", ")}}"
    else
      value.inspect
    end
  end

  # An exit counts as the end only from the last line of code.
  def exited(number, steps, error)
    lines = steps.last[:code].lines
    last = lines.rindex { |line| line !~ /\A\s*(?:#.*)?$/ } || 0
    places = (error.backtrace_locations || []).select { |place| place.path == @file }.map(&:lineno)
    at_end = places.any? && places.all?(steps.last[:line] + last)
    report(at_end ? {end: number, code: error.status} : {exit: number, code: error.status})
    leave(error.status) unless at_end
  end

  def describe(error)
    named = /\A#{Regexp.escape(@file)}:(\d+)/
    place = [*(error.message if SyntaxError === error), *error.backtrace].find { |one| one.match?(named) }
    {
      type: error.class.to_s,
      message: said(error),
      line: place ? place[named, 1].to_i : 0,
      name: missing(error),
      bases: error.class.ancestors.grep(Class).drop(1).map(&:to_s).take_while { |name| name != "Object" },
      traceback: told(error),
      frames: [],
      causes: causes(error.cause),
    }
  end

  # With the names that come near to a missing one, which newer releases leave out of the message.
  def said(error)
    message = error.message.to_s.sub(/\A#{Regexp.escape(@file)}:\d+: (?:syntax error, )?/, "")
    near = near_names(error)
    near.empty? || message.include?("Did you mean") ? message : "#{message}\nDid you mean?  #{near.first}"
  rescue StandardError
    error.class.to_s
  end

  def near_names(error)
    error.respond_to?(:corrections) ? Array(error.corrections) : []
  rescue StandardError # it looks at what the error does not have
    []
  end

  def missing(error)
    case error
    when NameError then error.name.to_s
    when LoadError then error.path.to_s
    when KeyError then (error.key rescue "").to_s
    else ""
    end
  end

  def told(error)
    full = error.full_message(highlight: false, order: :top)
    full.lines.reject { |line| line.include?(@own) }.join
  rescue StandardError
    error.class.to_s
  end

  def causes(error, most = 10)
    error.nil? || most.zero? ? [] : ["#{error.class}: #{error.message}", *causes(error.cause, most - 1)]
  end

  def report(message)
    flush
    leave(0) if @pid_now.call != @pid
    @syswrite.bind_call(@reports, "#{@nonce} #{json(message)}\n")
  end

  def flush
    [$stdout, $stderr, *@streams].each { |stream| stream.flush rescue nil }
  end

  # A command is JSON in ASCII, which is nearly Ruby: it has no interpolation, no pairs of surrogates and no null.
  def read
    line = @line.bind_call(@commands) or return
    line = line.gsub("#", '\u0023').gsub(/\\\\|\\u(d[89ab]..)\\u(d[c-f]..)|\\ud[89a-f]../i) do |found|
      next found if found == "\\\\"
      $1 ? format('\u{%x}', 0x10000 + (($1.hex & 0x3ff) << 10) + ($2.hex & 0x3ff)) : '\ufffd'
    end
    eval(line.gsub(/"(?:[^"\\]|\\.)*"|null/) { |found| found == "null" ? "nil" : found })
  end

  def json(value)
    case value
    when nil then "null"
    when Hash then "{#{value.map { |key, one| "#{json(key)}: #{json(one)}" }.join(", ")}}"
    when Array then "[#{value.map { |one| json(one) }.join(", ")}]"
    when Integer then value.to_s
    else quoted(value.to_s)
    end
  end

  def quoted(text)
    text = text.dup.force_encoding("UTF-8") if text.encoding == Encoding::BINARY
    text = text.encode("UTF-8", invalid: :replace, undef: :replace).scrub
    "\"#{text.gsub(/["\\\u0000-\u001f\u007f]/) { |char| format('\u%04x', char.ord) }}\""
  end
end.new.serve
