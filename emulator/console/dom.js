/** Creates and changes elements. Texts are never parsed as markup. */

/**
 * Creates an element. Functions become listeners (`onclick`), all else attributes. A boolean sets or omits
 * its attribute.
 *
 * @template {keyof HTMLElementTagNameMap} Tag
 * @param {Tag} tag
 * @param {Record<string, string | number | boolean | undefined | ((event: any) => void)>} [attributes]
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[Tag]}
 */
export function element(tag, attributes = {}, ...children) {
  const created = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    if (typeof value === "function") created.addEventListener(name.slice(2), value);
    else if (typeof value === "boolean") created.toggleAttribute(name, value);
    else created.setAttribute(name, String(value));
  }
  created.append(...children);
  return created;
}

/**
 * The element with this ID in index.html.
 *
 * @param {string} id
 * @returns {HTMLElement}
 */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no ${id}`);
  return found;
}

/** @param {Element} target @param {string} text */
export function setText(target, text) {
  if (target.textContent !== text) target.textContent = text;
}

/**
 * Updates a parent's children to match the items, in their order. An element is reused as long as its item's
 * key exists, so focus, selection and open details are kept.
 *
 * @template Item
 * @param {Element} parent
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @param {(item: Item) => HTMLElement} create
 * @param {(child: HTMLElement, item: Item) => void} update
 */
export function reconcile(parent, items, keyOf, create, update) {
  const keys = new Set(items.map(keyOf));
  /** @type {Map<string, HTMLElement>} */
  const present = new Map();
  for (const child of [...parent.children]) {
    const key = child instanceof HTMLElement ? child.dataset["key"] : undefined;
    if (key !== undefined && keys.has(key)) present.set(key, /** @type {HTMLElement} */ (child));
    else child.remove();
  }
  let place = parent.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const child = present.get(key) ?? create(item);
    child.dataset["key"] = key;
    update(child, item);
    if (child === place) place = child.nextElementSibling;
    else parent.insertBefore(child, place);
  }
}

/**
 * A masked number, with a text for screen readers that names its last digits.
 *
 * @param {string} shown
 * @param {string} read
 * @returns {DocumentFragment}
 */
export function withSpokenText(shown, read) {
  const fragment = document.createDocumentFragment();
  fragment.append(
    element("span", { "aria-hidden": "true" }, shown),
    element("span", { class: "visually-hidden" }, read),
  );
  return fragment;
}
