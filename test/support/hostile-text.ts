/** Writes to the clipboard, hides a line, forges a command of a CI log, and reverses text. */
export const hostile =
  "\u001b]52;c;cm0gLXJmIH4=\u0007x\r\u001b[2K\n::set-env name=A::b\r\n::stop::\u009b1A\u2028\u202ez";

/** The quoted form. Each run of white space is one blank. */
export const shown = String.raw`\u001b]52;c;cm0gLXJmIH4=\u0007x \u001b[2K ::set-env name=A::b ::stop::\u009b1A \u202ez`;
