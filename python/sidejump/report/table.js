"use strict";
// Sorts and filters the tables; the page is complete without it.
(() => {
  const manyRows = 15;

  const order = (row, column) => {
    const cell = row.cells[column];
    const number = cell.dataset.order;
    return number ? Number(number.replace("inf", "Infinity")) : null;
  };

  // Numbers by their value, text as in a dictionary; what is not defined stands last either way.
  const compare = (first, second, column, numeric, sign) => {
    if (numeric) {
      const a = order(first, column);
      const b = order(second, column);
      if (a === null || b === null) return (a === null) - (b === null);
      return a === b ? 0 : sign * (a < b ? -1 : 1);
    }
    const text = (row) => row.cells[column].textContent.trim();
    return sign * text(first).localeCompare(text(second), "en", { numeric: true });
  };

  const sort = (table, head) => {
    const column = head.cellIndex;
    const ascending = head.getAttribute("aria-sort") !== "ascending";
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const numeric = rows.some((row) => row.cells[column].dataset.order);
    rows.sort((a, b) => compare(a, b, column, numeric, ascending ? 1 : -1));
    body.append(...rows);
    for (const other of head.parentElement.cells) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", ascending ? "ascending" : "descending");
  };

  const makeSortable = (table) => {
    for (const head of table.tHead.rows[0].cells) {
      if (!head.textContent.trim()) continue;
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head));
    }
  };

  const makeFilter = (table) => {
    const rows = [...table.tBodies[0].rows];
    const label = document.createElement("label");
    label.className = "filter";
    const field = document.createElement("input");
    field.type = "search";
    const count = document.createElement("output");
    label.append(`Filter ${table.caption.textContent}: `, field, count);
    table.parentElement.before(label);
    field.addEventListener("input", () => {
      const wanted = field.value.trim().toLowerCase();
      let shown = 0;
      for (const row of rows) {
        row.hidden = !row.textContent.toLowerCase().includes(wanted);
        shown += !row.hidden;
      }
      count.textContent = wanted ? `${shown} of ${rows.length}` : "";
    });
  };

  // Only what does scroll is a stop for the keyboard.
  const markScrolling = () => {
    for (const box of document.querySelectorAll(".scroll, .listing")) {
      const scrolls = box.scrollWidth > box.clientWidth || box.scrollHeight > box.clientHeight;
      if (scrolls) box.tabIndex = 0;
      else box.removeAttribute("tabindex");
    }
  };

  for (const table of document.querySelectorAll("table.sortable")) {
    if (table.tBodies[0].rows.length < 2) continue;
    makeSortable(table);
    if (table.tBodies[0].rows.length > manyRows) makeFilter(table);
  }
  markScrolling();
  window.addEventListener("resize", markScrolling);
})();
