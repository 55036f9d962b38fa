(() => {
  const box = document.getElementById('q'), offers = document.getElementById('offers');
  let asked = '', waiting;
  box.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const typed = box.value;
      if (typed.trim().length < 2 || typed === asked) return;
      asked = typed;
      try {
        const answer = await fetch(offers.dataset.from + encodeURIComponent(typed));
        const { items } = await answer.json();
        // Who has typed on is offered what belongs to that.
        if (box.value !== typed) return;
        offers.replaceChildren(...items.map((words) => Object.assign(document.createElement('option'), { value: words })));
      } catch {
        // Without offers the box is a box.
      }
    }, 150);
  });
})();
