/** Building and changing the page. Texts are never read as markup. */

/**
 * Makes an element. Functions become listeners (`onclick`), booleans attributes that are there or not, all else attributes.
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
 * The element with this id, which index.html has.
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
 * Makes a parent's children those of the items, in their order. A child stays the same element as long as its item's key is there,
 * so that the focus, a selection and what is folded open stay as they are.
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
 * A number of a table's line or a form, read out by its last digits where it is masked.
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
