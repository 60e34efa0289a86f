import eslint from "@eslint/js";
import { defineConfig, globalIgnores } from "eslint/config";
import tseslint from "typescript-eslint";

export default defineConfig(
  globalIgnores(["**/dist/", "**/.cache/", "coverage/"]),
  { linterOptions: { reportUnusedDisableDirectives: "error" } },
  eslint.configs.recommended,
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true } },
  },
  {
    files: ["**/*.{js,cjs}"],
    languageOptions: {
      sourceType: "commonjs",
      globals: {
        module: "writable",
        require: "readonly",
        process: "readonly",
        console: "readonly",
        jest: "readonly",
      },
    },
  },
  {
    files: ["**/*.ts"],
    rules: {
      // With noPropertyAccessFromIndexSignature off, both spellings of process.env.NAME are fine.
      "@typescript-eslint/dot-notation": "off",
      // A number reads the same in a template as through String().
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      // `const { secret, ...rest } = all` is how a key is left out.
      "@typescript-eslint/no-unused-vars": [
        "error",
        { ignoreRestSiblings: true, argsIgnorePattern: "^_", destructuredArrayIgnorePattern: "^_" },
      ],
    },
  },
  {
    // Methods of mocks are handed to expect() unbound.
    files: ["test/**/*.ts"],
    rules: { "@typescript-eslint/unbound-method": "off" },
  },
);
