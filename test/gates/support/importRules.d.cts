/** The rules, as dependency-cruiser reads them. */
declare const importRules: { forbidden: Array<{ name: string }> };
export = importRules;
