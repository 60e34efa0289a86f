import path from "node:path";

/** Where `npm run plugin` builds the native plugin. */
export const pluginFolder = path.join(import.meta.dirname, "..", "plugin", "bin");
