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
