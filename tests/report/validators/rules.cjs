/* The rules of html-validate: all of its standard and its accessibility sets, except for what is told here. */
module.exports = {
  root: true,
  extends: ["html-validate:standard", "html-validate:a11y"],
  rules: {
    /* Both cases are valid; templates are written in lower case throughout. */
    "doctype-style": ["error", { style: "lowercase" }],
    /* Ids carry the ids of packs, which may hold a dot; HTML allows every character but white space. */
    "valid-id": ["error", { relaxed: true }],
    /* A list may be named: ARIA allows names on every role but a few, and "list" is none of them. */
    "aria-label-misuse": ["error", { allowAnyNamable: true }],
  },
};
