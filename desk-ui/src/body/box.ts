//! What every block that is a form has: a head with its name and a way to take it out, and inputs that are the browser's own.

import type { Node } from "prosemirror-model";
import { NodeSelection } from "prosemirror-state";
import type { EditorView, NodeView, ViewMutationRecord } from "prosemirror-view";
import { button, el } from "../dom";
import { say } from "../words";
import { schema } from "./schema";

export type Place = () => number | undefined;

export abstract class BoxForm implements NodeView {
  readonly dom: HTMLElement;

  constructor(
    protected node: Node,
    protected readonly view: EditorView,
    private readonly place: Place,
    label: string,
    private readonly mayWrite: boolean,
  ) {
    this.dom = el("figure", { class: `box box-${node.type.name}`, contenteditable: "false" });
    const remove = mayWrite ? button(say("block-remove"), () => this.remove(), { class: "quiet" }) : null;
    this.dom.append(el("div", { class: "box-head" }, el("span", {}, label), remove));
    this.dom.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      this.select();
    });
  }

  protected write(attributes: { readonly [name: string]: unknown }): void {
    const position = this.place();
    if (position === undefined || !this.mayWrite) return;
    const transaction = this.view.state.tr;
    for (const [name, value] of Object.entries(attributes)) transaction.setNodeAttribute(position, name, value);
    this.view.dispatch(transaction);
  }

  abstract show(node: Node): void;

  update(node: Node): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show(node);
    return true;
  }

  selectNode(): void {
    this.dom.classList.add("chosen");
  }

  deselectNode(): void {
    this.dom.classList.remove("chosen");
  }

  stopEvent(event: Event): boolean {
    const target = event.target as HTMLElement;
    return target.closest("input, textarea, button, select, a, summary, .library") !== null;
  }

  /** A selection that the browser puts into the box is the box chosen; nothing else in it is the document's. */
  ignoreMutation(mutation: ViewMutationRecord): boolean {
    return mutation.type !== "selection";
  }

  private select(): void {
    const position = this.place();
    if (position === undefined) return;
    this.view.dispatch(this.view.state.tr.setSelection(NodeSelection.create(this.view.state.doc, position)));
    this.view.focus();
  }

  private remove(): void {
    const position = this.place();
    if (position === undefined) return;
    const { tr, doc } = this.view.state;
    if (doc.childCount === 1) tr.replaceWith(position, position + this.node.nodeSize, schema.nodes.paragraph.create());
    else tr.delete(position, position + this.node.nodeSize);
    this.view.dispatch(tr);
    this.view.focus();
  }
}
