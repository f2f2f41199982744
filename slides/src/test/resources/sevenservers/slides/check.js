/* What is wrong with the slide that is shown, as texts; none if all is well. */
() => {
    const section = Reveal.getCurrentSlide();
    const slide = section.querySelector('.slide');
    const wrong = [];
    const say = (what, element) => wrong.push(what + ': '
        + element.textContent.trim().replace(/\s+/g, ' ').slice(0, 60));
    const inside = (inner, outer) => inner.left >= outer.left - 1
        && inner.right <= outer.right + 1 && inner.top >= outer.top - 1
        && inner.bottom <= outer.bottom + 1;
    const shown = element => element.getClientRects().length > 0
        && !element.closest('[aria-hidden]');

    const frame = (slide.querySelector('.content') ?? slide).getBoundingClientRect();
    for (const element of slide.querySelectorAll('.content *, h1, .title p')) {
        if (shown(element) && !inside(element.getBoundingClientRect(), frame)) {
            say('leaves its box', element);
        }
    }
    const content = slide.querySelector('.content');
    if (content && content.scrollHeight > content.clientHeight + 1) {
        say('leaves its box', content);
    }
    const title = slide.querySelector('h2');
    if (title && title.getBoundingClientRect().height > 60 * (
        slide.matches('.question') ? 2.5 : 1)) {
        say('a title of several lines', title);
    }
    for (const code of slide.querySelectorAll('pre, pre code')) {
        if (code.scrollWidth > code.clientWidth + 1
            || code.scrollHeight > code.clientHeight + 1) {
            say('code is cut off', code);
        }
    }
    if (!(parseFloat(section.dataset.minutes) > 0)) {
        say('no minutes', slide);
    }
    if (!section.querySelector('aside.notes')?.textContent.trim()) {
        say('no notes', slide);
    }
    for (const image of slide.querySelectorAll('img:not([alt]), svg:not([aria-label])')) {
        say('nothing is said instead of the picture', image);
    }

    // A letter does not fill its line.
    const air = box => box.height * 0.15;
    for (const svg of slide.querySelectorAll('svg')) {
        const texts = [...svg.querySelectorAll('text')]
            .map(text => ({text, box: text.getBoundingClientRect()}));
        texts.forEach((one, i) => {
            if (texts.some((other, j) => j < i && one.box.left < other.box.right
                && other.box.left < one.box.right
                && one.box.top + air(one.box) < other.box.bottom - air(other.box)
                && other.box.top + air(other.box) < one.box.bottom - air(one.box))) {
                say('texts touch', one.text);
            }
        });
    }

    const numbers = colour => colour.match(/[\d.]+/g).map(Number);
    const isSeen = colour => colour.startsWith('rgb') && numbers(colour)[3] !== 0;
    const luminance = colour => numbers(colour).slice(0, 3).map(part => part / 255)
        .map(part => part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)
        .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
    const paper = element => {
        for (let at = element; at; at = at.parentElement) {
            const colour = getComputedStyle(at).backgroundColor;
            if (isSeen(colour)) {
                return colour;
            }
        }
    };
    const under = text => {
        const box = text.getBoundingClientRect();
        for (const element of document.elementsFromPoint(
            box.left + box.width / 2, box.top + box.height / 2)) {
            const style = getComputedStyle(element);
            const isShape = element instanceof SVGGeometryElement;
            const colour = isShape ? style.fill : style.backgroundColor;
            if (!(element instanceof SVGTextContentElement) && isSeen(colour)) {
                return colour;
            }
        }
    };
    const words = element => [...element.childNodes].some(node =>
        node.nodeType === Node.TEXT_NODE && node.textContent.trim());
    for (const element of slide.querySelectorAll('*')) {
        if (!shown(element) || !words(element)) {
            continue;
        }
        const style = getComputedStyle(element);
        const isDrawn = element instanceof SVGTextContentElement;
        const size = parseFloat(style.fontSize)
            * (isDrawn ? element.getScreenCTM().a : 1);
        if (size < (element.closest('.content') ? 17.9 : 16.9)) {
            say('too small, ' + size.toFixed(1) + ' px', element);
        }
        const [dark, light] = [isDrawn ? style.fill : style.color,
            isDrawn ? under(element) : paper(element)].map(luminance)
            .sort((a, b) => a - b);
        if ((light + 0.05) / (dark + 0.05) < (size >= 24 ? 3 : 4.5)) {
            say('too little contrast', element);
        }
    }
    return wrong;
}
