// The page's own words, in the language of the talk: what was drawn is marked with data-t="place:name …".

export class Words {
  // `all`: the words by language, of every language the city has. `t` is the one spoken now, always the same object.
  constructor(all) {
    this.all = all;
    this.t = { ...all[document.documentElement.lang] };
    // Who has chosen a language on the page keeps it.
    this.chosen = new URLSearchParams(location.search).has("language");
  }

  get language() {
    return document.documentElement.lang;
  }

  follow(language) {
    if (this.chosen || language === this.language || !this.all[language]) return;
    document.documentElement.lang = language;
    Object.assign(this.t, this.all[language]);
    for (const marked of document.querySelectorAll("[data-t]")) {
      for (const mark of marked.dataset.t.split(" ")) this.put(marked, ...mark.split(":"));
    }
    for (const link of document.querySelectorAll("nav a[lang]")) {
      if (link.lang === language) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  }

  put(element, place, name) {
    if (place === "text") element.textContent = this.t[name];
    else element.setAttribute(place, this.t[name]);
  }
}
