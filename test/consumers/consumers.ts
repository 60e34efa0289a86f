/** Who installs the package. */
export type PackageManager = "npm" | "pnpm" | "yarn";

/** How the program is loaded. */
export type LoaderName = "ts-node" | "ES modules" | "type stripping" | "tsx";

/** A project of a user, with its own choice of everything. */
export interface Consumer {
  readonly manager: PackageManager;
  readonly loader: LoaderName;
  /** Version of @pulumi/pulumi: the lowest that is supported, or the newest that this repository has. */
  readonly sdk: "lowest" | "newest";
  /** Version of Node: the lowest that is supported, or the one that runs this repository's scripts. */
  readonly node: "lowest" | "newest";
}

/**
 * Any two settings of two kinds meet. Of manager and loader, 8 of the 12 pairs meet, because each consumer is
 * one of them.
 */
export const consumers: readonly Consumer[] = [
  { manager: "npm", loader: "ts-node", sdk: "lowest", node: "lowest" },
  { manager: "pnpm", loader: "ts-node", sdk: "newest", node: "newest" },
  { manager: "npm", loader: "ES modules", sdk: "newest", node: "lowest" },
  { manager: "yarn", loader: "ES modules", sdk: "lowest", node: "newest" },
  { manager: "pnpm", loader: "type stripping", sdk: "lowest", node: "lowest" },
  { manager: "yarn", loader: "type stripping", sdk: "newest", node: "newest" },
  { manager: "npm", loader: "tsx", sdk: "lowest", node: "newest" },
  { manager: "yarn", loader: "tsx", sdk: "newest", node: "lowest" },
];

/** "npm, ts-node". */
export function nameOf({ manager, loader }: Consumer): string {
  return `${manager}, ${loader}`;
}

/** What a loader needs of its project. */
export interface Loader {
  /** File name of the program, which is the project's `main`. */
  readonly main: string;
  /** The project's `type` in package.json; without one, its files are CommonJS. */
  readonly type?: "module";
  /** `options.typescript` in Pulumi.yaml: whether Pulumi registers ts-node. */
  readonly typescript: boolean;
  /** `options.nodeargs` in Pulumi.yaml. */
  readonly nodeArguments: readonly string[];
  /** Packages besides the SDK, by version. */
  readonly packages: Readonly<Record<string, string>>;
}

const scripts = { typescript: false, nodeArguments: [], packages: {} } as const;

export const loaders: Readonly<Record<LoaderName, Loader>> = {
  "ts-node": {
    main: "index.ts",
    typescript: true,
    nodeArguments: [],
    packages: { typescript: "^5.9.0", "ts-node": "^10.9.2", "@types/node": "^22.0.0" },
  },
  "ES modules": { ...scripts, main: "index.js", type: "module" },
  "type stripping": { ...scripts, main: "index.ts", type: "module" },
  tsx: {
    main: "index.ts",
    typescript: false,
    nodeArguments: ["--import", "tsx"],
    packages: { tsx: "^4.20.0" },
  },
};
