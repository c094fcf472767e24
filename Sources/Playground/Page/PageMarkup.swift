/// What stands on the page; `{style}` and `{script}` are put in by ``PlayPage``.
enum PageMarkup {
    static let text = #"""
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <title>gr00t sim play</title>
        <link rel="icon" href="data:,">
        <style>
        {style}
        </style>
        </head>
        <body>
        <header>
          <h1>gr00t sim play</h1>
          <p><span class="tag" id="policy">loading …</span> <span id="about"></span></p>
          <p class="right"><span id="rate"></span> <span class="tag" id="link">connecting …</span></p>
        </header>

        <main>
          <section class="stage" aria-label="The simulation">
            <div class="screen">
              <canvas id="viewer" width="640" height="400" role="img" aria-label="The whole scene, live"></canvas>
              <p id="clock" class="clock"></p>
            </div>
            <div id="banner" class="banner" data-phase="idle" role="status" aria-live="polite">
              <strong id="phase">No instruction</strong> <span id="remark"></span>
            </div>
            <form id="say" autocomplete="off">
              <label for="text">What the arm is to do</label>
              <div class="line">
                <input id="text" type="text" placeholder="pick up the green cube" spellcheck="false">
                <button class="primary" type="submit">Do it</button>
                <button type="button" id="halt" title="Forget the instruction and hold still">Stop</button>
              </div>
            </form>
            <div id="suggestions" class="chips" role="group" aria-label="Instructions that fit this scene"></div>
            <p class="keys">Left and right are the arm’s own: in the front camera’s picture they are the other way round.</p>
          </section>

          <section class="side" aria-label="What the policy sees, and what the physics says">
            <div class="cameras">
              <figure><canvas id="front" width="96" height="96" role="img" aria-label="Front camera, live"></canvas>
                <figcaption>video.front</figcaption></figure>
              <figure><canvas id="wrist" width="96" height="96" role="img" aria-label="Wrist camera, live"></canvas>
                <figcaption>video.wrist</figcaption></figure>
            </div>
            <div class="card">
              <h2>The physics says</h2>
              <dl>
                <dt>asked for</dt><dd id="goal">–</dd>
                <dt>touched first</dt><dd id="touched">–</dd>
                <dt>steps</dt><dd id="steps">–</dd>
              </dl>
              <table><caption class="hidden">The cubes</caption><tbody id="cubes"></tbody></table>
            </div>
            <div class="card">
              <h2>The scene</h2>
              <form id="scene" class="line" autocomplete="off">
                <label>task <select id="task"></select></label>
                <label>seed <input id="seed" type="text" inputmode="numeric" size="9"></label>
                <button type="submit" title="The scene of this seed">Go</button>
              </form>
              <div class="line">
                <button id="next" title="Key N">New scene</button>
                <button id="reset" title="Key R">Reset</button>
                <button id="pause" title="Space">Pause</button>
                <button id="step" title="Key . — one control step, 0.1 s">Step</button>
                <label>speed <select id="speed"></select></label>
              </div>
              <p class="keys"><kbd>/</kbd> say <kbd>space</kbd> pause <kbd>.</kbd> step <kbd>R</kbd> reset <kbd>N</kbd> new</p>
            </div>
          </section>

          <section class="wide" aria-label="The joints">
            <h2>The joints
              <span class="legend"><i class="went"></i>where it went <i class="sent"></i>what was executed
              <i class="plan"></i>the predicted chunk</span></h2>
            <div id="charts" class="charts"></div>
          </section>

          <section class="wide" aria-label="What goes in and what comes out">
            <h2>What goes in, what comes out</h2>
            <div class="flow">
              <div><h3>observation</h3><table class="data" id="inputs"><tbody><tr><td>nothing has been asked yet</td></tr></tbody></table></div>
              <div class="arrow"><span id="took">→</span><small id="stages"></small></div>
              <div><h3>action chunk</h3><table class="data" id="outputs"></table></div>
            </div>
          </section>
        </main>
        <div id="notices" role="alert"></div>
        <script>
        {script}
        </script>
        </body>
        </html>
        """#
}
