import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

const browserGlobals = [
  "addEventListener",
  "clearTimeout",
  "CSS",
  "document",
  "EventSource",
  "fetch",
  "FormData",
  "HTMLElement",
  "HTMLInputElement",
  "location",
  "performance",
  "setInterval",
  "setTimeout",
  "URLSearchParams",
];

const upperCaseConstant = {
  selector: "VariableDeclarator > Identifier.id[name=/^(?!PATH$)[A-Z][A-Z0-9_]+$/]",
  message: "Write the constant in camelCase.",
};

const participle =
  "/^(?:[a-z]*[^e]ed|chosen|drawn|driven|found|given|gone|held|hidden|kept|known|lost|made|said|sent|shown|taken|thrown|told|written)$/";

/** A participle does not say whether the function tests, changes or returns something. */
const participleFunctions = [
  `FunctionDeclaration > Identifier.id[name=${participle}]`,
  `MethodDefinition > .key[name=${participle}]`,
  `VariableDeclarator[init.type=/Function/] > Identifier.id[name=${participle}]`,
].map((selector) => ({
  selector,
  message: "Name the function by a verb, or by a noun for what it returns.",
}));

const names = [upperCaseConstant, ...participleFunctions];

/** Rules against imports from sources that match a pattern. */
function importsOf(pattern, message) {
  const kinds = ["ImportDeclaration", "ExportNamedDeclaration", "ExportAllDeclaration", "ImportExpression"];
  return kinds.map((kind) => ({ selector: `${kind}[source.value=${pattern}]`, message }));
}

/** For files that Node or jest runs without compilation. */
const runDirectly = [
  ...importsOf("/^\\.(?!.*\\.([cm]?[jt]s|json)$)/", "Name the file with its extension, such as ./pages.ts."),
];

export default defineConfig(
  globalIgnores(["**/dist/", "**/.cache/", "coverage/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { project: "tsconfig.json", tsconfigRootDir: import.meta.dirname } },
  },
  {
    // The emulator's console runs in a browser without compilation. Its own tsconfig.json checks its types.
    files: ["emulator/console/*.js"],
    languageOptions: {
      sourceType: "module",
      globals: Object.fromEntries(browserGlobals.map((name) => [name, "readonly"])),
    },
  },
  {
    files: ["**/*.{js,cjs}"],
    ignores: ["emulator/console/*.js"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        module: "writable",
        require: "readonly",
        __dirname: "readonly",
        process: "readonly",
        console: "readonly",
        jest: "readonly",
      },
    },
  },
  {
    files: ["**/*.ts"],
    rules: {
      "object-shorthand": "error",
      "no-useless-rename": "error",
      // With noPropertyAccessFromIndexSignature off, both spellings of process.env.NAME are allowed.
      "@typescript-eslint/dot-notation": "off",
      // A template prints a number like String() does.
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `const { secret, ...rest } = all` removes a key.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, argsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
    },
  },
  {
    // Constants have the same case as other names, except for environment variables such as PATH.
    files: ["**/*.{ts,js,cjs,mjs}"],
    rules: { "no-restricted-syntax": ["error", ...names] },
  },
  {
    // Files that TypeScript compiles import without an extension.
    files: ["{provider,plugin,emulator}/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", ...names, ...importsOf("/\\.ts$/", "Leave out .ts.")],
    },
  },
  {
    // Files that Node or jest runs directly import with the extension.
    files: ["test/**/*.ts"],
    rules: {
      "no-restricted-syntax": ["error", upperCaseConstant, ...runDirectly],
      "no-restricted-globals": ["error", { name: "test", message: "Use it() instead." }],
    },
  },
  {
    files: ["{tools,bench}/**/*.ts"],
    rules: { "no-restricted-syntax": ["error", ...names, ...runDirectly] },
  },
  {
    // Load packages that most processes never use only when needed: each costs tens of milliseconds at every
    // start.
    files: ["provider/**/*.ts"],
    rules: {
      "@typescript-eslint/no-require-imports": [
        "error",
        {
          allow: [
            "^undici/index\\.js$",
            "^fastest-levenshtein$",
            "^libphonenumber-js/min$",
            "^\\./values$",
            "^\\./open-reader$",
            "^\\./exit-codes$",
            "^\\./main$",
            "^\\.\\./plivo/user-agent$",
          ],
        },
      ],
    },
  },
  {
    // Methods of mocks are passed to expect() unbound.
    files: ["test/**/*.ts"],
    rules: {
      "@typescript-eslint/unbound-method": "off",
      // `beforeEach(() => server.reset())` needs no braces.
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
);
