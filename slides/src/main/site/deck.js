// An item of a list with the role "steps" comes when the speaker wants it.
for (const item of document.querySelectorAll('.steps li')) {
    item.classList.add('fragment');
}
Reveal.initialize({
    width: 1280,
    height: 720,
    margin: 0,
    center: false,
    hash: true,
    transition: 'none',
    backgroundTransition: 'none',
    slideNumber: false,
    controls: false,
    progress: true,
    pdfSeparateFragments: false,
    plugins: [RevealHighlight, RevealNotes],
});
