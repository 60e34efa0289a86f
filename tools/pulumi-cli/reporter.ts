/** Where the search for a CLI says what it does: a finished line, or a line about something that goes on. */
export interface Reporter {
  line(text: string): void;
  progress(text: string): void;
}

/** Seconds between two lines of progress where nobody can see a line change. */
const plainInterval = 30;

/** Lines to `log`; of the progress, the first line and then one every 30 s. */
export function plainReporter(log: (line: string) => void, now: () => number = Date.now): Reporter {
  let last: number | undefined;
  return {
    line: log,
    progress(text) {
      if (last !== undefined && now() - last < plainInterval * 1000) return;
      last = now();
      log(text);
    },
  };
}

/** Progress is one line that is written over; any other line stands below it. */
export function terminalReporter(stream: NodeJS.WriteStream): Reporter {
  let open = false;
  return {
    line(text) {
      stream.write(`${open ? "\n" : ""}${text}\n`);
      open = false;
    },
    progress(text) {
      stream.write(`\r\u001b[K${text}`);
      open = true;
    },
  };
}

/** Reports to `log` where given, else to stderr in the way that suits it. */
export function reporterFor(log?: (line: string) => void): Reporter {
  if (log) return plainReporter(log);
  if (process.stderr.isTTY) return terminalReporter(process.stderr);
  return plainReporter((line) => process.stderr.write(`${line}\n`));
}

/** Reports `text` and the time gone by, every second from `after` seconds (default 0) on, until `work` is over. */
export async function withProgress<T>(
  reporter: Reporter,
  text: string,
  work: Promise<T>,
  after = 0,
): Promise<T> {
  const start = Date.now();
  const report = () => {
    const seconds = (Date.now() - start) / 1000;
    if (seconds >= after) reporter.progress(`${text} ${formatSeconds(seconds)}`);
  };
  report();
  const timer = setInterval(report, 1000);
  try {
    return await work;
  } finally {
    clearInterval(timer);
  }
}

function formatSeconds(seconds: number): string {
  const whole = Math.floor(seconds);
  return `${String(Math.floor(whole / 60))}:${String(whole % 60).padStart(2, "0")}`;
}
