// The demonstration's own script: what a site's pages might do with the widget. Loaded by every page, before or after the widget.

// Commands are kept until the widget has loaded, and run in their order then.
window.Docent ??= (...call) => {
  window.Docent.q ??= []
  window.Docent.q.push(call)
}

for (const button of document.querySelectorAll('[data-ask]')) {
  button.addEventListener('click', () => window.Docent('showNewMessage', button.dataset.ask))
}
for (const button of document.querySelectorAll('[data-open]')) {
  button.addEventListener('click', () => window.Docent('show'))
}

for (const button of document.querySelectorAll('[data-tour]')) {
  button.addEventListener('click', () => window.Docent('startTour', button.dataset.tour))
}

for (const choice of document.querySelectorAll('input[name="period"]')) {
  choice.addEventListener('change', () => {
    for (const amount of document.querySelectorAll('.amount[data-month]'))
      amount.textContent = amount.dataset[choice.value]
    window.Docent('track', 'pricing.period_chosen', { period: choice.value })
  })
}
