//! What is typed at the start of a paragraph and means a kind of block.

import { InputRule, inputRules } from "prosemirror-inputrules";
import { convert, type Kind } from "./kinds";
import { schema } from "./schema";

function atStart(pattern: RegExp, kind: Kind): InputRule {
  return new InputRule(pattern, (state, _match, start, end) => {
    if (state.selection.$from.parent.type !== schema.nodes.paragraph) return null;
    const transaction = state.tr.delete(start, end);
    return convert(transaction, kind) ? transaction : null;
  });
}

export const rules = inputRules({
  rules: [atStart(/^##? $/, "heading"), atStart(/^> $/, "quote"), atStart(/^[-*] $/, "bulleted"), atStart(/^1[.)] $/, "numbered")],
});
