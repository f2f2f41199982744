const boxes = [...document.querySelectorAll('.picker input')];
const wanted = new URLSearchParams(location.search).get('show') ?? '01,02,07';
const chosen = wanted.split(',');
for (const box of boxes) {
    box.checked = chosen.includes(box.value);
}

function show() {
    const shown = boxes.filter(box => box.checked).map(box => box.value);
    for (const answer of document.querySelectorAll('[data-style]')) {
        answer.hidden = !shown.includes(answer.dataset.style);
    }
    document.querySelector('.none').hidden = shown.length > 0;
    document.body.style.setProperty('--columns', Math.max(1, shown.length));
    for (const row of document.querySelectorAll('.answers')) {
        const lines = [...row.querySelectorAll('article:not([hidden]) pre code')]
            .flatMap(code => code.textContent.split('\n'));
        row.style.setProperty('--longest', Math.max(40, ...lines.map(line => line.length)));
    }
    return shown;
}

document.querySelector('.picker').addEventListener('change', () => {
    history.replaceState(null, '', '?show=' + show().join(',') + location.hash);
});
show();

const {hljs} = RevealHighlight();
for (const code of document.querySelectorAll('pre code')) {
    hljs.highlightElement(code);
    // The keyboard scrolls it, too.
    code.tabIndex = 0;
}
