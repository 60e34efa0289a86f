import picocolors from "picocolors";

/** Where the demo prints: colours and a line of progress on a terminal, plain lines elsewhere. */
export interface Terminal {
  /** Starts a step: its number and what it shows. */
  heading: (title: string) => void;
  /** What the step does before the engine runs. */
  note: (text: string) => void;
  /** The engine's own text. */
  quote: (text: string) => void;
  /** What the step proved, or, with `holds` false, did not. */
  verdict: (text: string, holds: boolean) => void;
  /** Shows that work is going on, on a terminal alone. */
  during: <T>(what: string, work: Promise<T>) => Promise<T>;
}

const frames = ["⠋", "⠙", "⠹", "⠸", "⠼", "⠴", "⠦", "⠧", "⠇", "⠏"];

export function terminal(stream: NodeJS.WriteStream): Terminal {
  const colours = picocolors.createColors(stream.isTTY ? picocolors.isColorSupported : false);
  const line = (text = "") => stream.write(`${text}\n`);
  let steps = 0;
  return {
    heading: (title) => {
      steps += 1;
      line();
      line(colours.bold(colours.cyan(`${String(steps)}. ${title}`)));
    },
    note: (text) => line(colours.dim(`   ${text}`)),
    quote: (text) => {
      for (const quoted of text.trim().split("\n")) line(quoted === "" ? "" : `   │ ${quoted}`);
    },
    verdict: (text, holds) => line(holds ? colours.green(`   ✓ ${text}`) : colours.red(`   ✗ ${text}`)),
    during: (what, work) => (stream.isTTY ? spin(stream, colours.dim(what), work) : work),
  };
}

async function spin<T>(stream: NodeJS.WriteStream, what: string, work: Promise<T>): Promise<T> {
  let frame = 0;
  const timer = setInterval(() => {
    frame = (frame + 1) % frames.length;
    stream.write(`\r   ${frames[frame] ?? ""} ${what}`);
  }, 80);
  try {
    return await work;
  } finally {
    clearInterval(timer);
    stream.write("\r\u001B[K");
  }
}
