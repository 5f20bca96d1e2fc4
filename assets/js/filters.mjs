// Filters lie open on a wide screen and folded on a narrow one.
export function startFilters () {
  const wide = window.matchMedia('(min-width: 48.0625em)')
  const fold = () => { for (const filters of document.querySelectorAll('[data-filters]')) filters.open = wide.matches }
  wide.addEventListener('change', fold)
  fold()
}
