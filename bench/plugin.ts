import path from "node:path";

/** The folder in which `npm run plugin` builds the native plugin. */
export const pluginFolder = path.join(import.meta.dirname, "..", "plugin", "bin");
